package dialtone.assurance;

/**
 * Two records of the same thing, and that they must agree (TM Forum GB941, revenue assurance: a control finds leakage). What an order in
 * progress is about is left out: it agrees when the order has ended.
 */
public enum Control {
    ACTIVE_NOT_BILLED(
            "Active is billed",
            "Each product that a customer has, suspended ones too, is charged by a subscription that goes on."),
    BILLED_NOT_ACTIVE("Billed is active", "Each subscription that goes on charges a product that the customer has."),
    NUMBER_NOT_RATED("Active numbers are rated", "Use of each number of a line is charged to an account."),
    NUMBER_NOT_ACTIVE("Rated numbers are active", "Each number whose use is charged to an account belongs to a line."),
    CHARGES_NOT_POSTED(
            "Charges are posted",
            "What was charged to an account for its orders and what the ledger holds of that are the same."),
    ENTRY_NOT_BALANCED("The ledger balances", "Each journal entry sums to zero in each currency."),
    RESERVED_FOR_NOTHING("Reservations have an order", "Nothing is reserved for an order that has ended."),
    ASSIGNED_NOT_INSTALLED(
            "Assigned is installed", "Each number, SIM and device that is assigned is part of a product."),
    INSTALLED_NOT_ASSIGNED(
            "Installed is assigned", "Each number, SIM and device of a product is assigned to nothing else."),
    AWAITED_NOT_ASKED_BACK(
            "Awaited was asked back",
            "Each device that the pool awaits or has refurbished was asked back of a customer, and what was asked back is awaited."),
    NOT_TAKEN_BACK(
            "Not delivered is taken back",
            "What was done on the network for an item that was not delivered has been taken back."),
    LEFT_BEHIND("Ended is taken away", "What a delivered item was to end on the network has been ended there."),
    OUTCOME_UNKNOWN(
            "Outcomes are known",
            "Nothing that was asked of the network for an order that has ended is without an outcome."),
    TASK_FOR_NOTHING("Tasks have an order", "No fallout task is open for an order that has ended."),
    ORDER_STANDS_STILL(
            "Orders move",
            "Each order in progress has a process that runs, waits for its time, or has just been placed."),
    ORDER_BETWEEN_INSTANCES(
            "Moved orders begin anew",
            "Each order in progress that has left its process instance is served by another one within minutes.");

    private final String title;
    private final String rule;

    Control(String title, String rule) {
        this.title = title;
        this.rule = rule;
    }

    /** In a few words, as it is when all is well. */
    public String title() {
        return title;
    }

    /** What must hold, as a sentence. */
    public String rule() {
        return rule;
    }
}
