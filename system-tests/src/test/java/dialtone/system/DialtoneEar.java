package dialtone.system;

import dialtone.system.server.InTheServer;
import dialtone.system.server.inside.OrderRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.bytebuddy.ByteBuddy;
import org.apache.camel.RoutesBuilder;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The EAR as the build made it, for Arquillian's deployments. */
public final class DialtoneEar {

    private static final String ROUTES = "/camel-routes.jar";

    private DialtoneEar() {}

    /**
     * The EAR with one more web module, {@code tests.war} at {@code /tests}, that holds the tests of {@code server.inside}: they run
     * inside the server and see the EJBs and CDI beans of all modules.
     */
    public static EnterpriseArchive withTests() {
        WebArchive tests = ShrinkWrap.create(WebArchive.class, "tests.war")
                .addPackage(OrderRun.class.getPackage())
                .addClass(InTheServer.class)
                .addAsLibraries(jarOf(Assertions.class), jarOf(ByteBuddy.class))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        EnterpriseArchive ear = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class,
                repository().resolve("ear/target/dialtone.ear").toFile());
        String application = text(ear.get("META-INF/application.xml").getAsset().openStream());
        String module = "<module><web><web-uri>tests.war</web-uri><context-root>/tests</context-root></web></module>";
        ear.setApplicationXML(new StringAsset(application.replaceFirst("</application>", module + "</application>")));
        return ear.addAsModule(Testable.archiveToTest(tests));
    }

    /**
     * The EAR with one more route in the archive of the routes, as an installation builds it that has a network element of its own.
     *
     * @param route    that the container makes and starts like every other
     * @param exported where the EAR is written to
     */
    public static void withRoute(Class<? extends RoutesBuilder> route, Path exported) {
        EnterpriseArchive ear = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class,
                repository().resolve("ear/target/dialtone.ear").toFile());
        JavaArchive routes = ear.getAsType(JavaArchive.class, ROUTES).addClass(route);
        ear.delete(ROUTES);
        ear.addAsModule(routes);
        ear.as(ZipExporter.class).exportTo(exported.toFile(), true);
    }

    /** Folder of the repository; the build says where, an IDE starts in the module's folder. */
    public static Path repository() {
        return Path.of(System.getProperty("dialtone.repository", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** The jar that a library of the tests was loaded from. */
    private static File jarOf(Class<?> library) {
        return Path.of(URI.create(library.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toFile();
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
