"""How well findings and decisions do on annotated records: precision, recall, F2 by kind, and facts kept."""
