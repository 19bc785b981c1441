"""finsam-control: a samordningsförbund's year checked against law and policy."""

__version__ = "0.1.0"
