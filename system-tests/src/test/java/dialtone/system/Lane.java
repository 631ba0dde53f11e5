package dialtone.system;

/** What classes hold that go one after the other, while those without {@code @Execution} have a lane of their own. */
public final class Lane {

    public static final String BESIDE_THE_STORIES = "lane beside the stories";

    private Lane() {}
}
