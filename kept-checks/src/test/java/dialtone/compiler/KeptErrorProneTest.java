package dialtone.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private long loadedFor(String plugin) throws IOException {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        long before = classes.getTotalLoadedClassCount();
        compiled(plugin, "Next", "{}");
        return classes.getTotalLoadedClassCount() - before;
    }

    /** @return what the compiler says */
    private String compiled(String plugin, String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), "package checked; class " + name + " " + body);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-d",
                    folder.toString(),
                    "-XDcompilePolicy=simple",
                    "--should-stop=ifError=FLOW",
                    "-proc:none",
                    "-processorpath",
                    System.getProperty("dialtone.checks"),
                    "-Xplugin:" + plugin + " -Xep:NullAway:ERROR -XepOpt:NullAway:AnnotatedPackages=checked");
            compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        return said.toString();
    }
}
