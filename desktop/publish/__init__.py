"""Reports as pages: plain data to HTML to PDF. Loads what it needs when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.publish.batch import Batch as Batch
    from desktop.publish.batch import Wanted as Wanted
    from desktop.publish.batch import Written as Written
    from desktop.publish.batch import render_many as render_many
    from desktop.publish.charts import Chart as Chart
    from desktop.publish.charts import Inks as Inks
    from desktop.publish.charts import chart_of as chart_of
    from desktop.publish.charts_process import ChartError as ChartError
    from desktop.publish.charts_process import ChartProcess as ChartProcess
    from desktop.publish.manifest import ManifestError as ManifestError
    from desktop.publish.manifest import read_manifest as read_manifest
    from desktop.publish.page_html import render_html as render_html
    from desktop.publish.process import RenderProcess as RenderProcess
    from desktop.publish.producing import render as render
    from desktop.publish.rendering import Place as Place
    from desktop.publish.rendering import RenderError as RenderError
    from desktop.publish.rendering import Rendering as Rendering
    from desktop.publish.saving import SaveError as SaveError
    from desktop.publish.saving import save_file as save_file

_HOMES = {
    "Batch": "batch",
    "Chart": "charts",
    "ChartError": "charts_process",
    "ChartProcess": "charts_process",
    "Inks": "charts",
    "ManifestError": "manifest",
    "Place": "rendering",
    "RenderError": "rendering",
    "RenderProcess": "process",
    "Rendering": "rendering",
    "SaveError": "saving",
    "Wanted": "batch",
    "Written": "batch",
    "chart_of": "charts",
    "read_manifest": "manifest",
    "render": "producing",
    "render_html": "page_html",
    "render_many": "batch",
    "save_file": "saving",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"desktop.publish.{_HOMES[name]}"), name)
