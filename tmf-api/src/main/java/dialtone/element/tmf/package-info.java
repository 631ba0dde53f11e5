/** Network elements as operations see and limit them. */
package dialtone.element.tmf;
