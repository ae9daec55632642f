"""A made-up world that lives in this process and answers as docker and wsl.exe would.

Nothing here is imported unless the program was started with --demo.

    world.py          what there is, found by the words that a command line uses
    made_*.py         what there is at the start
    states.py         how a container changes, and the events that tell of it
    lifecycle.py      what can be done to one, and when the engine refuses
    habits.py         what happens by itself
    docker_*.py       the verbs of docker, one file a sort of thing, joined in docker_verbs.py
    wsl_verbs.py      those of wsl.exe
    transport.py      the way in: commands to results
"""
