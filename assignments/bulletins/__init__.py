"""通报: a closed period becomes figures and lists, words around them, a checked and frozen
document."""
