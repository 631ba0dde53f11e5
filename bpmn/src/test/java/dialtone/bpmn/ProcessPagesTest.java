package dialtone.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.BpmnModelInstance;
import io.camunda.zeebe.model.bpmn.instance.Process;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/processes says what the files say: the pages are compared, and a picture names the file that it shows.
 * {@code mvn -Dquick -pl bpmn test -Dtest=ProcessPagesTest -Ddialtone.pages=write} writes them anew; drawing wants a Chromium.
 */
class ProcessPagesTest {

    private static final boolean WRITE = "write".equals(System.getProperty("dialtone.pages"));
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGES = REPOSITORY.resolve("docs/processes");

    private static final Map<ProcessId, BpmnModelInstance> MODELS = new EnumMap<>(ProcessId.class);
    private static JobOwners owners;

    @BeforeAll
    static void read() {
        owners = new JobOwners(REPOSITORY);
        for (ProcessId process : ProcessId.values()) {
            MODELS.put(process, Bpmn.readModelFromFile(file(process).toFile()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_process_has_a_page_that_says_what_its_file_says(ProcessId process) throws IOException {
        sameOrWritten(PAGES.resolve(process.id() + ".md"), new ProcessPage(process, MODELS, owners).text());
    }

    @ParameterizedTest
    @EnumSource
    void a_process_has_a_picture_of_the_file_as_it_is(ProcessId process, @TempDir Path folder) throws Exception {
        Path picture = PAGES.resolve(process.id() + ".svg");
        String bpmn = Files.readString(file(process));
        // each drawing numbers its arrow heads anew: one that is right stays
        if (WRITE && !shows(picture, bpmn)) {
            Files.writeString(picture, ProcessPicture.draw(bpmn, folder));
        }
        assertThat(Files.readString(picture))
                .as("docs/processes/" + picture.getFileName() + " is of an older file: write the pages anew")
                .contains(ProcessPicture.mark(bpmn));
    }

    private static boolean shows(Path picture, String bpmn) throws IOException {
        return Files.exists(picture) && Files.readString(picture).contains(ProcessPicture.mark(bpmn));
    }

    @Test
    void the_pages_have_an_index_and_nothing_else_lies_there() throws IOException {
        sameOrWritten(
                PAGES.resolve("README.md"),
                Arrays.stream(ProcessId.values())
                        .map(process ->
                                "| [" + nameOf(process) + "](" + process.id() + ".md) | " + aboutOf(process) + " |")
                        .collect(Collectors.joining("\n", "# The processes\n\n| process | |\n|---|---|\n", "\n")));
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("README.md"),
                                    Arrays.stream(ProcessId.values())
                                            .flatMap(process -> Stream.of(process.id() + ".md", process.id() + ".svg")))
                            .toList());
        }
    }

    private static String nameOf(ProcessId process) {
        return processOf(process).getName();
    }

    private static String aboutOf(ProcessId process) {
        return processOf(process).getDocumentations().iterator().next().getTextContent();
    }

    private static Process processOf(ProcessId process) {
        return MODELS.get(process)
                .getModelElementsByType(Process.class)
                .iterator()
                .next();
    }

    private static void sameOrWritten(Path page, String text) throws IOException {
        if (WRITE) {
            Files.createDirectories(PAGES);
            Files.writeString(page, text);
        }
        assertThat(page)
                .as("docs/processes/" + page.getFileName() + " says something else than the file: write the pages anew")
                .hasContent(text);
    }

    private static Path file(ProcessId process) {
        return REPOSITORY.resolve("bpmn/src/main/resources").resolve(process.resource());
    }
}
