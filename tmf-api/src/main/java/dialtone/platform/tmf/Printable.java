package dialtone.platform.tmf;

/** Words of a request as an answer may repeat them: short, and without what a terminal or a log would act on. */
final class Printable {

    private static final int LENGTH = 80;

    private Printable() {}

    static String of(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LENGTH ? plain : plain.substring(0, LENGTH) + "...";
    }
}
