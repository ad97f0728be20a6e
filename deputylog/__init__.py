"""Records of how the deputies of a people's congress keep in touch with their voters."""

__version__ = "0.1.0"
