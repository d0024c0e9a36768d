"""The command: `python -m tests.crash [--kills N] [--others N] [--seed S] [--only KIND]`."""
import sys
from pathlib import Path
import tempfile
from tests.crash.typing_kills import kill_typing
folder = Path(tempfile.mkdtemp(prefix="crash-"))
print(folder)
o=kill_typing(folder, int(sys.argv[1]), sys.argv[2], lambda line: print(line[:700], flush=True)); o.broken=len(o.broken); print(o)
