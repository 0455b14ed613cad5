"""From what authors write to what students get."""
