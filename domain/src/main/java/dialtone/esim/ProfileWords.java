package dialtone.esim;

import dialtone.esim.EsimProfile.State;

/** What is said of the profile of an eSIM to the people who look after its customer. */
final class ProfileWords {

    private ProfileWords() {}

    /**
     * Its state.
     *
     * @param point that was told last; 0 when none was
     * @param told  what was said of it then; empty when nothing
     */
    static String of(State state, int point, String told) {
        String where = DownloadNotice.pointWords(point) + (told.isEmpty() ? "" : " (" + told + ")");
        return switch (state) {
            case WAITING -> "Waiting to be downloaded";
            case DOWNLOADED -> "Downloaded, not installed yet";
            case INSTALLED -> "Installed on the telephone";
            case FAILED -> "Failed at the " + where;
            case EXPIRED -> "Given out no more, at the " + where;
            case ENDED -> "No longer in use";
        };
    }

    /** What to do about one that somebody has to look after, a sentence or two. */
    static String advice(State state, int point) {
        return switch (state) {
            case EXPIRED -> "The SM-DP+ gives this profile out no more. Order another eSIM for the line.";
            case FAILED ->
                "The customer's telephone could not load the profile. Call the customer: "
                        + (isCountedTry(point)
                                ? "try again with the same code; if it fails again, order another eSIM for the line."
                                : "try again with the same code, or order another SIM for the line.");
            case DOWNLOADED ->
                "A telephone has loaded the profile and not installed it. Call the customer: help to install it, or order another"
                        + " eSIM for the line.";
            case WAITING, INSTALLED, ENDED ->
                "Nobody has loaded the profile. Ask the customer whether the line is still wanted, for it is charged: help to load it,"
                        + " order another eSIM for the line, or end the line.";
        };
    }

    /** An SM-DP+ counts tries at these points, and some tell of the last one in no other way. */
    private static boolean isCountedTry(int point) {
        return point == DownloadNotice.ELIGIBILITY || point == DownloadNotice.CONFIRMATION;
    }
}
