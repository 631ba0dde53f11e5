package dialtone.system.server;

import dialtone.system.Lane;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test with the EAR in the managed server, without broker and simulator. Its methods run inside the server, with EJBs injected;
 * {@link org.jboss.arquillian.container.test.api.RunAsClient} beside it makes them run here and speak to {@link ManagedServer#ADDRESS}.
 * The server starts once and the EAR is deployed once, so each class has customers of its own and counts only what it did itself.
 * One class of them at a time, beside the stories.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ArquillianExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Lane.OF_THE_MANAGED_SERVER)
public @interface InTheServer {}
