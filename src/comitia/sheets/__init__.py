"""Tables that people bring and take home: CSV and Excel, read as text with its lines, and written."""
