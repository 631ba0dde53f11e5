package dialtone.system;

/** What classes hold that go one after the other, while those without {@code @Execution} have a lane of their own. */
public final class Lane {

    public static final String OF_THE_MANAGED_SERVER = "lane of the managed server";

    public static final String OF_THE_BROWSER = "lane of the browser";

    private Lane() {}
}
