"""What stands before and around every page. Apart from pages/, which Streamlit would take for a menu of its own."""
