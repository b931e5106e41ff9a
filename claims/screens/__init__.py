"""The pages, and the only place beside workbench.py that knows Streamlit."""
