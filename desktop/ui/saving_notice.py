"""What the window says about saving: when it was last done, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving
from desktop.ui.top_bar import TopBar

_KEPT = "What you typed is kept here and will be saved as soon as that is possible."
_ONLY_HERE = (
    "Nothing can be kept aside either: what you typed stands in this window alone, so leave it"
    " open. It will be saved as soon as that is possible."
)


class SavingNotice(QObject):
    """Keeps the top bar and the message strip true to what was saved."""

    def __init__(self, saving: Saving, bar: TopBar, messages: MessageStrip) -> None:
        """Follow the saving; `count_pending` is known once there is a form.

        `keeps_aside` says whether all that is not saved would outlast the window.
        """
        super().__init__()
        self._saving = saving
        self._bar = bar
        self._messages = messages
        self._kept_open: Callable[[], None] | None = None
        self._refusal = ""
        self._only_here = False
        self.count_pending: Callable[[], int] = lambda: 0
        self.keeps_aside: Callable[[], bool] = lambda: False
        saving.state_changed.connect(self.say_saved)
        saving.refused.connect(self._say_refused)

    def say_saved(self) -> None:
        """Say in the top bar how saving stands."""
        if self._saving.trouble:
            self._bar.say_trouble()
            return
        self._kept_open = None
        self._only_here = False
        self._hide_refusal()
        if self._saving.unsaved:
            self._bar.say_unsaved()
        elif pending := self.count_pending():
            self._bar.say_pending(pending)
        else:
            self._bar.say_saved(self._saving.saved_at)

    def say_not_closed(self, close: Callable[[], object], leave: Callable[[], object]) -> None:
        """Say why the window stays open: what was typed last is not saved."""
        self._kept_open = lambda: self.say_not_closed(close, leave)
        why = self._saving.trouble or "Saving takes longer than it should."
        self._refusal = f"Not closed: the last words typed are not saved yet. {why}"
        quit_ = "Quit and lose them"
        if self.keeps_aside():
            quit_ = "Quit and keep them aside"
            self._refusal += " Kept aside, they are saved when this database is next opened."
        self._messages.say(
            self._refusal,
            "error",
            {"Try again": close, quit_: leave},
            dismiss="Stay",
        )

    def say_not_finished(
        self, pending: Sequence[str], leave: Callable[[], object], *, kept: bool = False
    ) -> None:
        """Say why the window stays open: what was begun, and named here, is not finished.

        What is kept will stand there again.
        """
        from desktop.core.house_style import list_in_words

        is_, it = ("is", "it") if len(pending) == 1 else ("are", "them")
        stands = "It stands" if len(pending) == 1 else "They stand"
        quit_ = f"Quit and finish {it} later" if kept else f"Quit and lose {it}"
        what = f"Not closed: {list_in_words(pending)} {is_} not finished yet."
        if kept:
            said = f"{what} {stands} here again when Fieldbook is next opened."
        else:
            said = f"{what} Stay and finish {it}, or quit and lose {it}."
        self._messages.say(said, "warning", {quit_: leave}, dismiss="Stay")

    def _hide_refusal(self) -> None:
        if self._refusal and self._messages.text == self._refusal:
            self._messages.hide()
        self._refusal = ""

    def _say_refused(self, why: str) -> None:
        if self._kept_open is not None:
            self._kept_open()
            return
        refusal = f"{why} {_ONLY_HERE if self._only_here else _KEPT}"
        if refusal == self._refusal:
            # Said before, and perhaps closed since: saving is tried again every few seconds.
            return
        self._refusal = refusal
        self._messages.say(refusal, "error", {"Try now": self._try_now})

    def say_only_here(self) -> None:
        """Say that what was typed would not outlast the window: it is kept nowhere else."""
        self._only_here = True
        if self._saving.trouble:
            self._say_refused(self._saving.trouble)

    def _try_now(self) -> None:
        self._refusal = ""
        self._saving.save_now()
