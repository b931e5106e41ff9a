"""Files to documents: txt, md, html, pdf, docx, csv, jsonl, each within named limits."""
