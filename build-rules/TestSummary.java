import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Prints what ran from the XML reports of surefire and failsafe: one line a module and kind of test, each failure and each
 * skipped test by name, and as the last line the three sums. A single source file: {@code ./test} starts it with
 * {@code java TestSummary.java}.
 *
 * <p>Arguments: the repository, the seconds the build took, the build's exit code. Exit code 0 when the build was green and
 * no test failed, else 1.
 */
final class TestSummary {

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int SKIPPED = 2;

    private final Map<String, int[]> counts = new TreeMap<>();
    private final Map<String, Double> seconds = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        Path repository = Path.of(arguments[0]);
        int build = Integer.parseInt(arguments[2]);
        TestSummary summary = new TestSummary();
        for (Path report : reports(repository)) {
            summary.add(repository, report);
        }
        System.exit(summary.print(Integer.parseInt(arguments[1]), build) ? 0 : 1);
    }

    /** Every report, the modules' own folders only: two levels deep from the repository. */
    private static List<Path> reports(Path repository) throws IOException {
        try (Stream<Path> files = Files.find(
                repository, 4, (path, attributes) -> attributes.isRegularFile()
                        && path.getFileName().toString().matches("TEST-.*\\.xml")
                        && path.getParent().getFileName().toString().endsWith("-reports"))) {
            return files.sorted().toList();
        }
    }

    private void add(Path repository, Path report)
            throws IOException, ParserConfigurationException, SAXException {
        String module = repository.relativize(report).getName(0).toString();
        String kind = report.getParent().getFileName().toString().equals("failsafe-reports") ? "integration" : "unit";
        String row = "%-20s %-12s".formatted(module, kind);
        int[] sums = counts.computeIfAbsent(row, absent -> new int[3]);
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String name = module + " " + test.getAttribute("classname") + "." + test.getAttribute("name");
            seconds.merge(row, Double.parseDouble(test.getAttribute("time").replace(",", "")), Double::sum);
            Element failure = child(test, "failure", "error");
            Element skip = child(test, "skipped");
            if (failure != null) {
                sums[FAILED]++;
                failures.add(name + ": " + firstLine(failure));
            } else if (skip != null) {
                sums[SKIPPED]++;
                skips.add(name + ": " + firstLine(skip));
            } else {
                sums[PASSED]++;
            }
        }
    }

    private static Element child(Element test, String... names) {
        for (Node node = test.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && List.of(names).contains(element.getTagName())) {
                return element;
            }
        }
        return null;
    }

    private static String firstLine(Element outcome) {
        String message = outcome.getAttribute("message");
        return (message.isBlank() ? outcome.getAttribute("type") : message).lines().findFirst().orElse("");
    }

    private boolean print(int buildSeconds, int build) {
        Collection<int[]> all = counts.values();
        int failed = sum(all, FAILED);
        System.out.printf("%n%-20s %-12s %7s %7s %7s %9s%n", "module", "tests", "passed", "failed", "skipped", "seconds");
        counts.forEach((row, sums) -> System.out.printf(
                "%s %7d %7d %7d %9.1f%n", row, sums[PASSED], sums[FAILED], sums[SKIPPED], seconds.getOrDefault(row, 0.0)));
        failures.forEach(failure -> System.out.println("FAILED  " + failure));
        skips.forEach(skip -> System.out.println("skipped " + skip));
        System.out.printf("%nThe build took %d min %d s and is %s.%n", buildSeconds / 60, buildSeconds % 60,
                build == 0 ? "green" : "RED: see [ERROR] above");
        System.out.printf("%d passed, %d failed, %d skipped%n", sum(all, PASSED), failed, sum(all, SKIPPED));
        return build == 0 && failed == 0;
    }

    private static int sum(Collection<int[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column]).sum();
    }
}
