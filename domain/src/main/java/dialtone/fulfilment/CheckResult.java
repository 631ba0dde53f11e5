package dialtone.fulfilment;

/**
 * The answer of one dependency check.
 *
 * @param check   name of the check: {@code credit-standing}, {@code coverage}, {@code device-compatibility},
 *                {@code prerequisite-products}, {@code sim-and-number}, {@code element-hlr}, ...
 * @param verdict what it found
 * @param code    UPPER_SNAKE, its own for each refusal; {@code OK} when passed
 * @param message one sentence for the CSR
 */
public record CheckResult(String check, Verdict verdict, String code, String message) {

    public enum Verdict {
        PASSED,
        REFUSED
    }

    public static CheckResult passed(String check, String message) {
        return new CheckResult(check, Verdict.PASSED, "OK", message);
    }

    public static CheckResult refused(String check, String code, String message) {
        return new CheckResult(check, Verdict.REFUSED, code, message);
    }
}
