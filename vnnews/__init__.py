"""Vietnamese news: issues, tone and the sentences that show why."""
