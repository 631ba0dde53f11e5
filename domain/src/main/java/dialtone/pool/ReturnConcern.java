package dialtone.pool;

/** Why a person has to look at a device that was asked back. While he has not, nobody is reminded of it and nobody pays for it. */
public enum ReturnConcern {
    /** Its customer has no address, or the mail server has not taken the label; by phone or post a person reaches him. */
    NO_LABEL("No label could be sent"),
    /** When it was asked for, the warehouse did not tell of returns (yet): it may have come long ago. */
    NOT_FOLLOWED("May have come without a notice"),
    /** Something else was in its parcel, and that is not awaited of its customer. */
    OTHER_DEVICE("Another device came in its parcel"),
    /** Only after its charge was it told that it is handed in or received; its customer may have been in time. */
    CHARGED("Told after its charge");

    private final String words;

    ReturnConcern(String words) {
        this.words = words;
    }

    /** The same for a person. */
    public String words() {
        return words;
    }
}
