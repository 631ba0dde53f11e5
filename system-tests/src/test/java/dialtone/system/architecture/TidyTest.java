package dialtone.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dialtone.bpmn.JobType;
import dialtone.bpmn.ProcessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that have to agree across files, and sizes; each check is tried on something that breaks it. */
class TidyTest {

    /** A class has one story; the few above it are asked about in review. */
    private static final int LONGEST_FILE_LINES = 500;

    /** A method fits a screen. */
    private static final int LONGEST_METHOD_LINES = 60;

    private static final Pattern MIGRATION = Pattern.compile("(V\\d{12}|R)__[a-z]+(_[a-z0-9]+)*\\.sql");
    private static final Pattern JOB_TYPE = Pattern.compile("[a-z]+\\.[a-z]+(-[a-z]+)+");
    private static final Pattern TASK_TYPE =
            Pattern.compile("<zeebe:taskDefinition type=\"(?:=&quot;)?([^\"=&]+)(?:\"|&quot; \\+)");
    private static final Pattern NAMED_TASK =
            Pattern.compile("<bpmn:(?:serviceTask|receiveTask|callActivity) id=\"[^\"]+\" name=\"([^\"]+)\"");
    private static final Pattern GATEWAY =
            Pattern.compile("<bpmn:exclusiveGateway id=\"[^\"]+\"(?: name=\"([^\"]*)\")?");
    private static final Pattern CATALOG_STEP =
            Pattern.compile("(?m)(?:^|\\{)\\s*(?:jobType|job):\\s*[\"']?([a-z.-]+)");
    /** An entry under {@code jobTypes}: what the catalogue makes known beside the job types of the processes. */
    private static final Pattern CATALOG_JOB_TYPE = Pattern.compile("(?m)^  - ([a-z]+\\.[a-z-]+)$");

    /** Those that {@code errorprone.inapplicable} of pom.xml is about. */
    private static final Pattern UNCHECKED_LIBRARY = Pattern.compile(
            "(?m)^import (static )?("
                    + "android\\.|com\\.google\\.(auto|common|errorprone|inject|protobuf)\\.|dagger\\.|io\\.reactivex\\.|rx\\."
                    + "|junit\\.|org\\.joda\\.|org\\.junit\\.[A-Z*]|org\\.junit\\.(experimental|rules|runner|runners)\\.|org\\.mockito\\.)");

    private static final Pattern ROUTE_ID =
            Pattern.compile("routeId\\(\\s*(?:JobType\\.([A-Z_]+)\\.type\\(\\)|\"([^\"]+)\")");

    @Test
    void every_process_has_its_file_under_its_own_name_and_nothing_else_lies_there() {
        Set<String> files = House.files("bpmn/src/main/resources/bpmn", ".bpmn").stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProcessId.values())
                        .map(id -> id.id() + ".bpmn")
                        .toList());
        for (ProcessId process : ProcessId.values()) {
            assertThat(bpmn(process)).contains("<bpmn:process id=\"" + process.id() + "\"");
        }
    }

    @Test
    void tasks_are_named_with_a_verb_first_and_gateways_ask() {
        for (ProcessId process : ProcessId.values()) {
            assertThat(all(NAMED_TASK, bpmn(process)))
                    .as("tasks of " + process.id())
                    .isNotEmpty()
                    .allMatch(name -> Character.isUpperCase(name.charAt(0)) && name.contains(" "));
            assertThat(all(GATEWAY, bpmn(process)))
                    .as("gateways of " + process.id())
                    .allMatch(name -> name.endsWith("?"));
        }
    }

    @Test
    void every_job_type_is_well_named_used_by_a_process_or_the_catalogue_and_worked() {
        Set<String> asked = new TreeSet<>();
        for (ProcessId process : ProcessId.values()) {
            asked.addAll(all(TASK_TYPE, bpmn(process)));
        }
        House.files("catalog", ".yaml").forEach(file -> asked.addAll(all(CATALOG_STEP, House.text(file))));
        Set<String> known =
                Arrays.stream(JobType.values()).map(JobType::type).collect(Collectors.toCollection(TreeSet::new));
        House.files("catalog", ".yaml").forEach(file -> known.addAll(all(CATALOG_JOB_TYPE, House.text(file))));
        assertThat(known).allMatch(type -> JOB_TYPE.matcher(type).matches());
        assertThat(asked).as("job types that processes and catalogue ask for").isEqualTo(known);
        assertThat(worked(known)).as("job types that somebody works").containsAll(known);
    }

    /** Job types that a worker or a route of the main sources names. */
    private static Set<String> worked(Set<String> known) {
        Set<String> worked = new TreeSet<>();
        for (Path source : House.mainSources()) {
            if (source.toString().contains("/bpmn/src/")) {
                continue;
            }
            String text = House.text(source);
            for (JobType type : JobType.values()) {
                if (text.contains("JobType." + type.name())) {
                    worked.add(type.type());
                }
            }
            known.stream().filter(type -> text.contains("\"" + type + "\"")).forEach(worked::add);
        }
        return worked;
    }

    @Test
    void every_route_has_an_id() {
        for (Path source : House.files("camel-routes/src/main/java", ".java")) {
            String text = House.text(source);
            long routes =
                    Pattern.compile("(?m)^\\s*from\\(").matcher(text).results().count();
            long ids = ROUTE_ID.matcher(text).results().count()
                    + Pattern.compile("\\.routeId\\((?!JobType\\.|\\s*\")")
                            .matcher(text)
                            .results()
                            .count();
            assertThat(ids).as("route ids in " + source.getFileName()).isGreaterThanOrEqualTo(routes);
        }
    }

    @Test
    void migrations_are_named_after_their_time_and_feature() {
        List<Path> migrations = House.files("platform/src/main/resources/db", ".sql");
        assertThat(migrations)
                .isNotEmpty()
                .allMatch(
                        file -> MIGRATION.matcher(file.getFileName().toString()).matches());
        assertThat("V1__x.sql").doesNotMatch(MIGRATION);
        assertThat("V202611251000__Order.sql").doesNotMatch(MIGRATION);
    }

    @Test
    void no_source_names_a_library_whose_checks_are_switched_off(@TempDir Path folder) throws IOException {
        Stream<Path> beside = Stream.of("embedded-database", "broker-network", "login-realm", "kept-checks")
                .flatMap(module -> House.files(module + "/src", ".java").stream());
        assertThat(Stream.concat(House.sources().stream(), beside).filter(TidyTest::namesAnUncheckedLibrary))
                .as("take the library's line out of errorprone.inapplicable in pom.xml")
                .isEmpty();
        Path broken = Files.writeString(
                folder.resolve("Broken.java"), "package broken;\n\nimport static org.mockito.Mockito.mock;\n");
        assertThat(namesAnUncheckedLibrary(broken)).isTrue();
    }

    private static boolean namesAnUncheckedLibrary(Path source) {
        return UNCHECKED_LIBRARY.matcher(House.text(source)).find();
    }

    @Test
    void files_and_methods_stay_small() throws IOException {
        assertThat(tooLong(House.sources())).isEmpty();
    }

    @Test
    void a_method_or_file_that_is_too_long_is_found(@TempDir Path folder) throws IOException {
        Path longMethod = folder.resolve("LongMethod.java");
        Files.writeString(
                longMethod, "class LongMethod { void run() {" + "\n".repeat(LONGEST_METHOD_LINES + 1) + "} }");
        Path longFile = folder.resolve("LongFile.java");
        Files.writeString(longFile, "class LongFile {" + "\n".repeat(LONGEST_FILE_LINES + 1) + "}");
        assertThat(tooLong(List.of(longMethod, longFile))).hasSize(2);
    }

    private static List<String> tooLong(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> tooLong = new ArrayList<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                String file =
                        Path.of(unit.getSourceFile().toUri()).getFileName().toString();
                unit.accept(new Sizes(unit, positions, file, tooLong), null);
            }
        }
        return tooLong;
    }

    private static final class Sizes extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final String file;
        private final List<String> tooLong;

        Sizes(CompilationUnitTree unit, SourcePositions positions, String file, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.file = file;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long lines = lines(positions.getStartPosition(unit, method), positions.getEndPosition(unit, method));
            if (lines > LONGEST_METHOD_LINES) {
                tooLong.add(file + ": " + method.getName() + " has " + lines + " lines");
            }
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            long lines = lines(positions.getStartPosition(unit, type), positions.getEndPosition(unit, type));
            if (lines > LONGEST_FILE_LINES) {
                tooLong.add(file + " has " + lines + " lines");
            }
            return super.visitClass(type, null);
        }

        private long lines(long from, long to) {
            LineMap map = unit.getLineMap();
            return from < 0 || to < 0 ? 0 : map.getLineNumber(to) - map.getLineNumber(from) + 1;
        }
    }

    private static String bpmn(ProcessId process) {
        return House.text(House.root().resolve("bpmn/src/main/resources").resolve(process.resource()));
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().flatMap(TidyTest::firstGroup).toList();
    }

    private static Stream<String> firstGroup(MatchResult match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return Stream.of(match.group(group));
            }
        }
        return Stream.empty();
    }
}
