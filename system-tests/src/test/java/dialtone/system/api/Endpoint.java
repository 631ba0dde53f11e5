package dialtone.system.api;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dialtone.system.DialtoneEar;
import jakarta.jws.WebService;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A door of the server as the code has it: a resource method, a SOAP endpoint, a page, a servlet of the console.
 *
 * @param method  HTTP method, {@code SOAP} or {@code PAGE}
 * @param address pattern of its path
 */
record Endpoint(String method, String address) {

    private static final Set<String> POSTED = Set.of("CSV", "TYPE");

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\w+(?:: *([^{}]+(?:\\{[^}]*})?))?}");

    /** Whether this is what is asked at that path; a usage file is posted as CSV, and what is of no use as TYPE. */
    boolean isAt(String method, String path) {
        return this.method.equals(POSTED.contains(method) ? "POST" : method) && path.matches(address);
    }

    static List<Endpoint> all() {
        JavaClasses classes = new ClassFileImporter()
                .importPaths(
                        DialtoneEar.repository().resolve("tmf-api/target/classes"),
                        DialtoneEar.repository().resolve("console/target/classes"),
                        DialtoneEar.repository().resolve("camel-routes/target/classes"));
        List<Endpoint> found = new ArrayList<>(pages());
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(ApplicationPath.class)) {
                found.addAll(resources(type));
            }
            if (type.isAnnotatedWith(WebServlet.class) && type.getPackageName().endsWith(".console")) {
                for (String own : type.getAnnotationOfType(WebServlet.class).value()) {
                    found.add(new Endpoint("PAGE", Pattern.quote("/console" + own)));
                }
            }
            if (type.isAnnotatedWith(WebService.class)) {
                JavaAnnotation<?> context = type.getAnnotationOfType("org.jboss.ws.api.annotation.WebContext");
                found.add(new Endpoint(
                        "SOAP", Pattern.quote(text(context, "contextRoot") + text(context, "urlPattern"))));
            }
        }
        return found;
    }

    /** The methods of the resources that an application names. */
    private static List<Endpoint> resources(JavaClass application) {
        String base = application.getAnnotationOfType(ApplicationPath.class).value();
        List<Endpoint> found = new ArrayList<>();
        application.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .filter(type -> type.isAnnotatedWith(Path.class))
                .distinct()
                .forEach(resource -> {
                    String path = base
                            + slashed(resource.getAnnotationOfType(Path.class).value());
                    for (JavaMethod method : resource.getMethods()) {
                        String own = method.tryGetAnnotationOfType(Path.class)
                                .map(Path::value)
                                .orElse("");
                        httpMethod(method)
                                .ifPresent(verb -> found.add(new Endpoint(verb, pattern(path + slashed(own)))));
                    }
                });
        return found;
    }

    private static Optional<String> httpMethod(JavaMethod method) {
        return method.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                .map(annotation -> annotation.getRawType().getSimpleName())
                .findFirst();
    }

    private static String slashed(String path) {
        String inner = path.replaceAll("^/|/$", "");
        return inner.isEmpty() ? "" : "/" + inner;
    }

    private static String pattern(String path) {
        return TEMPLATE.matcher(path)
                .replaceAll(template -> template.group(1) == null
                        ? "[^/]+"
                        : java.util.regex.Matcher.quoteReplacement("(?:" + template.group(1) + ")"));
    }

    /** The views of the console that have an address, with and without their ending. */
    private static List<Endpoint> pages() {
        java.nio.file.Path root = DialtoneEar.repository().resolve("console/src/main/webapp");
        try (Stream<java.nio.file.Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".xhtml") && !file.startsWith("WEB-INF"))
                    .map(file -> new Endpoint(
                            "PAGE",
                            file.equals("index.xhtml")
                                    ? "/console/(index\\.xhtml)?"
                                    : "/console/" + file.replace(".xhtml", "") + "(\\.xhtml)?"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(JavaAnnotation<?> annotation, String name) {
        return annotation.get(name).map(Object::toString).orElseThrow();
    }
}
