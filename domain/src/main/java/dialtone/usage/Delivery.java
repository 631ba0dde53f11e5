package dialtone.usage;

/**
 * How a usage file was delivered.
 *
 * @param by {@code inbox}, the login of who uploaded it, the name of the SFTP source or of the queue; cut at 64 characters
 */
public record Delivery(UsageChannel channel, String by) {

    private static final int MAX_BY = 64;

    public Delivery {
        by = by.length() <= MAX_BY ? by : by.substring(0, MAX_BY);
    }

    /** Put into the watched folder. */
    public static Delivery byFolder() {
        return new Delivery(UsageChannel.FOLDER, "inbox");
    }
}
