"""表单: what pages ask for and hand to the doors of the ledger. A form keeps what was typed, and carries the refusal that the door gave.

Doors: `MoveForm` for every move, built from what the move needs; `UploadForm`, `RowForm`, `AdmissionForm` for the intake.
"""
