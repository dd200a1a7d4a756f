"""Names and postcodes of the United Kingdom as compiled files, opened when first needed and mapped, not read."""
