/**
 * What the contracts share in Java: {@code xsd:dateTime} and {@code xsd:date} as java.time. The contracts themselves are the files
 * {@code wsdl/*-v1.wsdl} on the classpath; the classes of each are generated from them into {@code dialtone.soap.<contract>.v1}.
 */
@NullMarked
package dialtone.soap;

import org.jspecify.annotations.NullMarked;
