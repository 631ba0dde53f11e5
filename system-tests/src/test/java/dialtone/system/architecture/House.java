package dialtone.system.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout as the guards see it: its modules, their classes and sources. */
final class House {

    static final List<String> MODULES = List.of(
            "domain",
            "bpmn",
            "soap-contracts",
            "platform",
            "ejb-ordering",
            "ejb-billing",
            "camel-routes",
            "tmf-api",
            "console",
            "process-exporter",
            "network-simulator");

    private House() {}

    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** All compiled main classes, those generated from the WSDLs included. */
    static JavaClasses classes() {
        return new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> root().resolve(module).resolve("target/classes"))
                        .filter(Files::isDirectory)
                        .toList());
    }

    /** Name of the module that a class was compiled in; empty for a class of nobody's here. */
    static String moduleOf(JavaClass type) {
        return type.getSource()
                .map(source -> source.getUri().toString())
                .flatMap(uri -> MODULES.stream()
                        .filter(module -> uri.contains("/" + module + "/target/classes/"))
                        .findFirst())
                .orElse("");
    }

    static List<Path> files(String folder, String suffix) {
        Path start = root().resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(start)) {
            return found.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Main and test sources of all modules and of the tests and benchmarks themselves. */
    static List<Path> sources() {
        return Stream.concat(MODULES.stream(), Stream.of("system-tests", "benchmarks"))
                .flatMap(module -> files(module + "/src", ".java").stream())
                .toList();
    }

    static List<Path> mainSources() {
        return MODULES.stream()
                .flatMap(module -> files(module + "/src/main/java", ".java").stream())
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
