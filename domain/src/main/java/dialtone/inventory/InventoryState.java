package dialtone.inventory;

/** Where a product, service or resource stands (TMF637 ProductStatusType, narrowed to what happens here). */
public enum InventoryState {
    ACTIVE("active"),
    /** Of a service alone: it belongs to the product and was never activated, for its step was skipped. */
    INACTIVE("inactive"),
    SUSPENDED("suspended"),
    TERMINATED("terminated");

    private final String tmf;

    InventoryState(String tmf) {
        this.tmf = tmf;
    }

    /** The state's name on the wire. */
    public String tmf() {
        return tmf;
    }
}
