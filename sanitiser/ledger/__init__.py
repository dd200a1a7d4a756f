"""What was asked, offered, released and passed on, who did it, and how to find where a leaked term went."""
