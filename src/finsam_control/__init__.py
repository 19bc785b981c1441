"""finsam-control: a samordningsförbund's year checked against law and policy."""

from importlib.metadata import version

__version__ = version("finsam-control")
