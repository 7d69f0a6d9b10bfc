"""What people see. It reads what was published and what the desk says; it computes no measure."""
