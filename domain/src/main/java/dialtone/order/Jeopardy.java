package dialtone.order;

/** How likely an order is to be late, by TMF's words for the type of a jeopardy alert. */
public enum Jeopardy {
    /** As expected. */
    GREEN("Normal"),
    /** Later than expected; nobody has to do anything yet. */
    AMBER("Hazard"),
    /** So late that a person looks after it. */
    RED("Critical");

    private final String tmf;

    Jeopardy(String tmf) {
        this.tmf = tmf;
    }

    /** {@code jeopardyType} of TMF641 v4.1 and TMF622 v5. */
    public String tmf() {
        return tmf;
    }

    public boolean isWorseThan(Jeopardy other) {
        return compareTo(other) > 0;
    }
}
