package dialtone.platform.tmf;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An attribute of the specification that means something which this server does not do: a request that holds it is refused by its
 * name, for an answer that passes over it would promise what is not kept.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NotTaken {

    /** Why not, or what is taken instead; one sentence for the person who asked. */
    String value();
}
