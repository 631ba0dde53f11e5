package dialtone.order;

/** What an order item does with its product (TMF622 OrderItemActionType). */
public enum ItemAction {
    ADD("add"),
    MODIFY("modify"),
    DELETE("delete"),
    NO_CHANGE("noChange");

    private final String tmf;

    ItemAction(String tmf) {
        this.tmf = tmf;
    }

    /** The action's name on the wire. */
    public String tmf() {
        return tmf;
    }
}
