"""Attacks on the reading of a submission: texts that would take hours to cut, or too much room."""

from attacks.attack import collect, inside

ATTACKS, add = collect("deny")

LINEAR = (
    "The grader reads each line once, in time that grows with its length, and bounds their number"
)
CUT = "Cutting is the child's work, and its time is the submission's own"
READS_NONE = "the naive grader reads no lines"
TEXTS = {
    "a_line_of_spaces": ("# %%\n" + " " * 1_000_000 + "x", LINEAR),
    "a_long_marker": ("# %% " + "a" * 1_000_000, LINEAR),
    "a_marker_of_options": ("# %% " + "a={" * 300_000, LINEAR),
    "blank_lines": ("# %%" + "\n" * 90_000, LINEAR),
    "thousands_of_broken_statements": ("x = 1 1\n" * 50_000, CUT),
    "thousands_of_open_functions": ("def f(\n" * 50_000, CUT),
}
for name, (text, reason) in TEXTS.items():
    add(
        f"hands_in_{name}",
        text,
        f"{reason}.",
        teeth=False,
        because=READS_NONE,
        spoils="it may use up its own time",
    )
add(
    "fills_a_memory_of_files",
    inside(
        """
        memory = sys.modules.get("autograder.child.memory_files")
        for number in range(1000 if memory and memory.FILES.are_doors_closed else 8):
            with open(f"/tmp/{TOKEN}-{number}", "wb") as file:
                file.write(os.urandom(1) * 12_000_000)
            os.rename(f"/tmp/{TOKEN}-{number}", f"{'/tmp' if memory else DROP}/{number}{TOKEN}")
        """
    ),
    "Files in memory have a bound in all, and end with the child.",
)
