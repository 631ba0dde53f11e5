package dialtone.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/**
 * Error Prone, loaded once for all compilations of a JVM: {@code -Xplugin:KeptErrorProne} in place of {@code -Xplugin:ErrorProne}, with the same
 * options. The compiler has a class loader for the processor path of each compilation, so that each module's sources and tests load, verify and
 * compile some hundred checks again. Here all with the same processor path share one loader. The checks keep what they know of a compilation
 * with that compilation; compilers that live on, such as Bazel's, hold them so as well.
 *
 * <p>Further checks are looked for by Error Prone where the compiler says that processors are: it has to say the same loader. A compiler
 * that cannot be told is left as it is, and loads each time; the log of the build says so, once.
 */
public final class KeptErrorProne implements Plugin {

    private static final System.Logger LOG = System.getLogger(KeptErrorProne.class.getName());

    private static final String REAL = "com.google.errorprone.ErrorProneJavacPlugin";

    @Override
    public String getName() {
        return "KeptErrorProne";
    }

    @Override
    public void init(JavacTask task, String... options) {
        try {
            Plugin real = Class.forName(REAL, true, loader(task))
                    .asSubclass(Plugin.class)
                    .getDeclaredConstructor()
                    .newInstance();
            real.init(task, options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Error Prone is not in the processor path", e);
        }
    }

    /** The kept one, which the compiler uses from now on, too; else that of this class. */
    private static ClassLoader loader(JavacTask task) {
        try {
            Object context = task.getClass().getMethod("getContext").invoke(task);
            Class<?> type = Class.forName("com.sun.tools.javac.processing.JavacProcessingEnvironment");
            Object processing = type.getMethod("instance", context.getClass()).invoke(null, context);
            Field place = type.getDeclaredField("processorClassLoader");
            place.setAccessible(true);
            ClassLoader kept = kept((URLClassLoader) place.get(processing));
            place.set(processing, kept);
            return kept;
        } catch (ReflectiveOperationException | RuntimeException otherCompiler) {
            sayOnce(otherCompiler);
            return KeptErrorProne.class.getClassLoader();
        }
    }

    /** In the JVM's properties as well, that it was said. */
    private static void sayOnce(Exception otherCompiler) {
        if (System.getProperties().putIfAbsent(KeptErrorProne.class.getName() + ".said", "") == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "This compiler does not let Error Prone be kept: it is loaded for each compilation, which takes longer. {0}",
                    otherCompiler);
        }
    }

    /** In the JVM's properties, for this class is loaded anew for each compilation, too. */
    private static ClassLoader kept(URLClassLoader ofTheTask) {
        URL[] path = ofTheTask.getURLs();
        return (ClassLoader) System.getProperties()
                .computeIfAbsent(
                        KeptErrorProne.class.getName() + Arrays.toString(path),
                        key -> new URLClassLoader(path, ofTheTask.getParent()));
    }
}
