package dialtone.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compilations one after the other in this JVM, as Maven has them. */
class KeptErrorProneTest {

    /** That are on by themselves, each a class at the least. */
    private static final int CHECKS = 400;

    @TempDir
    Path folder;

    @Test
    void everyCompilationIsChecked() throws IOException {
        for (int compilation = 0; compilation < 3; compilation++) {
            assertThat(compiled("KeptErrorProne", "Faulty", "{ void forget() { new Exception(); } }"))
                    .contains("error: [DeadException]");
            assertThat(compiled("KeptErrorProne", "Nothing", "{ Object nothing() { return null; } }"))
                    .contains("error: [NullAway]");
            assertThat(compiled("KeptErrorProne", "Sound", "{}")).isEmpty();
        }
    }

    @Test
    void checksAreLoadedForOneCompilationAlone() throws IOException {
        compiled("KeptErrorProne", "First", "{}");
        assertThat(loadedFor("KeptErrorProne")).isLessThan(CHECKS);
        assertThat(loadedFor("ErrorProne"))
                .as("without it each compilation loads them")
                .isGreaterThan(CHECKS);
    }

    /** As one is that has no such field, or keeps it to itself. */
    @Test
    void aCompilerThatCannotBeToldChecksAllTheSameAndTheLogSaysWhatItCosts() throws IOException, InterruptedException {
        String said = compiledByItself("Faulty", "{ void forget() { new Exception(); } }");
        assertThat(said).contains("error: [DeadException]");
        assertThat(said).containsOnlyOnce("it is loaded for each compilation").contains("InaccessibleObjectException");
        assertThat(compiledByItself("Nothing", "{ Object nothing() { return null; } }"))
                .contains("error: [NullAway]");
    }

    /** In a JVM of its own, whose compiler is open for all but the place of its class loader. */
    private String compiledByItself(String name, String body) throws IOException, InterruptedException {
        Path file = source(name, body);
        Path said = folder.resolve("said");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "javac").toString()));
        for (String each : List.of("api", "file", "main", "model", "parser", "processing", "tree", "util")) {
            command.add("-J--add-exports=jdk.compiler/com.sun.tools.javac." + each + "=ALL-UNNAMED");
        }
        command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED");
        command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED");
        command.addAll(options("KeptErrorProne"));
        command.add(file.toString());
        Process compiler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(compiler.waitFor()).as(Files.readString(said)).isEqualTo(1);
        return Files.readString(said);
    }

    private long loadedFor(String plugin) throws IOException {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        long before = classes.getTotalLoadedClassCount();
        compiled(plugin, "Next", "{}");
        return classes.getTotalLoadedClassCount() - before;
    }

    /** @return what the compiler says */
    private String compiled(String plugin, String name, String body) throws IOException {
        Path file = source(name, body);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            compiler.getTask(said, files, null, options(plugin), null, files.getJavaFileObjects(file))
                    .call();
        }
        return said.toString();
    }

    private Path source(String name, String body) throws IOException {
        return Files.writeString(folder.resolve(name + ".java"), "package checked; class " + name + " " + body);
    }

    private List<String> options(String plugin) {
        return List.of(
                "-d",
                folder.toString(),
                "-XDcompilePolicy=simple",
                "--should-stop=ifError=FLOW",
                "-proc:none",
                "-processorpath",
                System.getProperty("dialtone.checks"),
                "-Xplugin:" + plugin + " -Xep:NullAway:ERROR -XepOpt:NullAway:AnnotatedPackages=checked");
    }
}
