package dialtone.platform.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No resource is open because somebody forgot: each method says who may call it. */
class ResourceRolesTest {

    private static final Set<String> ROLES = Set.of("csr", "operations", "billing", "partner", "admin");

    /** Open to everybody, each with the reason. */
    private static final Set<String> OPEN = Set.of(
            // has to answer when nobody can log in, and tells counts and ages only
            "StatusResource.status",
            // the broker's exporter has a shared secret of its own, checked in the method
            "ExporterResource.records",
            "ExporterResource.rejected",
            // so has the SM-DP+
            "DownloadProgressResource.handleDownloadProgressInfo",
            // and the warehouse
            "ReturnNoticeResource.notice");

    @Path("/forgotten")
    static class Forgotten {
        @jakarta.ws.rs.GET
        public String find() {
            return "";
        }
    }

    @Test
    void everyMethodOfAResourceNamesItsRolesOrIsOpenForAReason() throws Exception {
        assertThat(classes()
                        .filter(type -> type.isAnnotationPresent(Path.class))
                        .flatMap(ResourceRolesTest::faults))
                .isEmpty();
    }

    @Test
    void aForgottenRoleIsFound() {
        assertThat(faults(Forgotten.class)).containsExactly("Forgotten.find names no role");
    }

    @Test
    void everyResourceBelongsToAnApplicationAndNoneToTwo() throws Exception {
        List<Class<?>> registered = classes()
                .filter(Application.class::isAssignableFrom)
                .flatMap(application -> resources(application).stream())
                .toList();
        Set<Class<?>> resources = new HashSet<>(
                classes().filter(type -> type.isAnnotationPresent(Path.class)).toList());
        assertThat(registered).containsExactlyInAnyOrderElementsOf(resources);
    }

    private static List<Class<?>> resources(Class<?> application) {
        try {
            return ((Application) application.getDeclaredConstructor().newInstance())
                    .getClasses().stream()
                            .filter(type -> type.isAnnotationPresent(Path.class))
                            .toList();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("An application is made by the container without arguments: " + application, e);
        }
    }

    private static Stream<String> faults(Class<?> resource) {
        return Arrays.stream(resource.getDeclaredMethods())
                .filter(ResourceRolesTest::isResourceMethod)
                .flatMap(method -> fault(resource, method).stream());
    }

    private static List<String> fault(Class<?> resource, Method method) {
        String name = resource.getSimpleName() + "." + method.getName();
        RolesAllowed onMethod = method.getAnnotation(RolesAllowed.class);
        boolean open = method.isAnnotationPresent(PermitAll.class)
                || (onMethod == null && resource.isAnnotationPresent(PermitAll.class));
        if (open) {
            return OPEN.contains(name) ? List.of() : List.of(name + " is open without a reason");
        }
        RolesAllowed roles = onMethod == null ? resource.getAnnotation(RolesAllowed.class) : onMethod;
        if (roles == null) {
            return List.of(name + " names no role");
        }
        Set<String> unknown = new TreeSet<>(Arrays.asList(roles.value()));
        unknown.removeAll(ROLES);
        return unknown.isEmpty() ? List.of() : List.of(name + " names roles that there are not: " + unknown);
    }

    private static boolean isResourceMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    /** All classes of this archive. */
    private static Stream<Class<?>> classes() throws IOException, java.net.URISyntaxException {
        java.nio.file.Path root = java.nio.file.Path.of(TmfError.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<java.nio.file.Path> files;
        try (Stream<java.nio.file.Path> walk = Files.walk(root)) {
            files = walk.filter(file -> file.toString().endsWith(".class")).toList();
        }
        return files.stream()
                .map(file -> root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", ""))
                .filter(name -> !name.endsWith("package-info"))
                .map(ResourceRolesTest::load);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ResourceRolesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError("A class of this archive cannot be loaded: " + name, e);
        }
    }
}
