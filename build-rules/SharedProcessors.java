import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One class loader for Error Prone in all compilations of a build. The compiler makes one for each, so that some thirty times the same four
 * thousand classes are loaded, verified and compiled to machine code anew.
 *
 * <p>The compiler takes it by its option {@code -XDprocloader}, and does without when it is not there: {@code ./test} puts it on the class path
 * of Maven's JVM, a Maven of one's own need not. It is no {@link java.io.Closeable}, for what can be closed is when a compilation ends.
 */
public final class SharedProcessors extends ClassLoader {

    private static final Map<List<String>, ClassLoader> BY_PATH = new ConcurrentHashMap<>();

    private final ClassLoader shared;

    /** As the compiler calls it. */
    public SharedProcessors(URL[] path, ClassLoader compiler) {
        super(compiler);
        shared = BY_PATH.computeIfAbsent(
                Arrays.stream(path).map(URL::toString).toList(), unseen -> new URLClassLoader(path, compiler));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return shared.loadClass(name);
    }

    @Override
    public URL getResource(String name) {
        return shared.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return shared.getResources(name);
    }
}
