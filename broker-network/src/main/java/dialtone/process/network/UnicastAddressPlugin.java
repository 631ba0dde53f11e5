package dialtone.process.network;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.atomix.cluster.messaging.MessagingConfig;
import io.atomix.utils.net.Address;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Lets the broker's gossip over UDP listen on the address that the rest of its messaging listens on. Zeebe has a constant there, all
 * addresses of the machine, whatever {@code zeebe.broker.network.host} says.
 */
public final class UnicastAddressPlugin implements Plugin {

    private static final String SERVICE = "io.atomix.cluster.messaging.impl.NettyUnicastService";

    private boolean woven;

    /** At the end of the constructor. */
    static final class AsConfigured {

        private AsConfigured() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(2) MessagingConfig config,
                @Advice.FieldValue(value = "bindAddress", readOnly = false) Address bindAddress) {
            if (!config.getInterfaces().isEmpty()) {
                bindAddress = Address.from(config.getInterfaces().get(0), bindAddress.port());
            }
        }
    }

    @Override
    public boolean matches(TypeDescription type) {
        return type.getName().equals(SERVICE);
    }

    /** @throws IllegalStateException if this Zeebe has another constructor or another field */
    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator classFileLocator) {
        if (type.getDeclaredMethods()
                                .filter(isConstructor().and(takesArguments(3)))
                                .size()
                        != 1
                || type.getDeclaredFields()
                                .filter(ElementMatchers.named("bindAddress"))
                                .size()
                        != 1) {
            throw new IllegalStateException("This version of Zeebe binds its gossip otherwise: see ADR 39");
        }
        woven = true;
        return builder.visit(Advice.to(AsConfigured.class).on(isConstructor().and(takesArguments(3))));
    }

    /** @throws IllegalStateException if this Zeebe has no such class */
    @Override
    public void close() {
        if (!woven) {
            throw new IllegalStateException("This version of Zeebe has no " + SERVICE + ": see ADR 39");
        }
    }
}
