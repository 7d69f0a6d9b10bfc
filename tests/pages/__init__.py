"""The pages, drawn without a browser, and the door before them."""
