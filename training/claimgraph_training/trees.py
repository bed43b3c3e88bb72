"""Maximum spanning trees with exactly one root (Chu-Liu-Edmonds)."""

import numpy as np

NEVER = -1e12
PENALTY = 1e6


def cycle_of(heads):
    """Some cycle as a list of nodes, or None. Node 0 is the root."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node):]
        for seen in path:
            state[seen] = 2
    return None


def spanning(scores):
    """Heads of the maximum arborescence from node 0; scores[dependent, head]."""
    size = len(scores)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = cycle_of(heads)
    if cycle is None:
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    # The cycle becomes the last node of a smaller graph.
    small = np.full((len(outside) + 1, len(outside) + 1), NEVER)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    leave = scores[np.ix_(outside, cycle)]
    leaver = leave.argmax(1)
    small[:-1, -1] = leave.max(1)
    enter = scores[np.ix_(cycle, outside)] - kept[:, None]
    enterer = enter.argmax(0)
    small[-1, :-1] = enter.max(0)
    small[0, :] = NEVER
    np.fill_diagonal(small, NEVER)
    found = spanning(small)
    result = heads.copy()
    for number, node in enumerate(outside):
        if number:
            head = found[number]
            result[node] = cycle[leaver[number]] if head == len(outside) else outside[head]
    entry = found[-1]
    result[cycle[enterer[entry]]] = outside[entry]
    return result


def single_root(scores):
    """Heads (node 0 = root, its own head 0) of the best tree in which one word hangs on the root."""
    scores = scores.astype(np.float64).copy()
    np.fill_diagonal(scores, NEVER)
    scores[0, :] = NEVER
    heads = spanning(scores)
    if (heads[1:] == 0).sum() == 1:
        return heads
    scores[:, 0] -= PENALTY  # as few children of the root as possible
    return spanning(scores)
