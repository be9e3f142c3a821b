"""The parts a curriculum is written with, one module per idea."""

from courses.blocks.guide import GuideBlock
from courses.blocks.materials import MaterialBlock
from courses.blocks.modules import ModuleBlock
from courses.blocks.sessions import SessionBlock

__all__ = ["GuideBlock", "MaterialBlock", "ModuleBlock", "SessionBlock"]
