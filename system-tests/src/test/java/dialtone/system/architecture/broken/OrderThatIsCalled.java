package dialtone.system.architecture.broken;

/** Pretends to be a class of ordering. */
public class OrderThatIsCalled {}
