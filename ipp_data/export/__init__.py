"""Files that leave the product: tables, workbook, later decks and notes. Never lets a cell become a formula."""
