"""The report as a page: what the templates of this folder are told, and the pictures drawn for them."""
