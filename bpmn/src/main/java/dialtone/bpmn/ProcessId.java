package dialtone.bpmn;

/** The processes, one BPMN file each: {@code bpmn/<process id>.bpmn} on the class path. */
public enum ProcessId {
    ORDER_FULFILMENT("order-fulfilment"),
    DEPENDENCY_CHECKS("dependency-checks"),
    PERFORM_STEP("perform-step"),
    RESOLVE_FALLOUT("resolve-fallout");

    private final String id;

    ProcessId(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** Where the file lies on the class path. */
    public String resource() {
        return "bpmn/" + id + ".bpmn";
    }
}
