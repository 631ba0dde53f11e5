package dialtone.process;

/** How many tokens are at an element, have passed it, were taken from it; each from 0. */
public record ElementCount(String elementId, int active, int completed, int terminated) {}
