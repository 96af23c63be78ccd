import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace farport. */
export namespace farport {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a Frame.
         * @deprecated Use farport.v1.Frame.$Properties instead.
         */
        interface IFrame extends farport.v1.Frame.$Properties {
        }

        /** Represents a Frame. */
        class Frame {

            /**
             * Constructs a new Frame.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Frame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Frame seq. */
            seq: number;

            /** Frame ack. */
            ack: number;

            /** Frame credit. */
            credit: number;

            /** Frame hello. */
            hello?: (farport.v1.Hello.$Properties|null);

            /** Frame welcome. */
            welcome?: (farport.v1.Welcome.$Properties|null);

            /** Frame ping. */
            ping?: (farport.v1.Ping.$Properties|null);

            /** Frame pong. */
            pong?: (farport.v1.Pong.$Properties|null);

            /** Frame error. */
            error?: (farport.v1.Error.$Properties|null);

            /** Frame acknowledge. */
            acknowledge?: (farport.v1.Acknowledge.$Properties|null);

            /** Frame attach. */
            attach?: (farport.v1.Attach.$Properties|null);

            /** Frame attached. */
            attached?: (farport.v1.Attached.$Properties|null);

            /** Frame detach. */
            detach?: (farport.v1.Detach.$Properties|null);

            /** Frame submit. */
            submit?: (farport.v1.Submit.$Properties|null);

            /** Frame complete. */
            complete?: (farport.v1.Complete.$Properties|null);

            /** Frame cancel. */
            cancel?: (farport.v1.Cancel.$Properties|null);

            /** Frame cancelled. */
            cancelled?: (farport.v1.Cancelled.$Properties|null);

            /** Frame reset. */
            reset?: (farport.v1.Reset.$Properties|null);

            /** Frame setConfiguration. */
            setConfiguration?: (farport.v1.SetConfiguration.$Properties|null);

            /** Frame setInterface. */
            setInterface?: (farport.v1.SetInterface.$Properties|null);

            /** Frame clearHalt. */
            clearHalt?: (farport.v1.ClearHalt.$Properties|null);

            /** Frame operationDone. */
            operationDone?: (farport.v1.OperationDone.$Properties|null);

            /** Frame payload. */
            payload: Uint8Array;

            /** Frame body. */
            body?: ("hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"attach"|"attached"|"detach"|"submit"|"complete"|"cancel"|"cancelled"|"reset"|"setConfiguration"|"setInterface"|"clearHalt"|"operationDone");

            /**
             * Encodes the specified Frame message. Does not implicitly {@link farport.v1.Frame.verify|verify} messages.
             * @param message Frame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Frame & farport.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Frame & farport.v1.Frame.$Shape;
        }

        namespace Frame {

            /** Properties of a Frame. */
            interface $Properties {

                /** Frame seq */
                seq?: (number|null);

                /** Frame ack */
                ack?: (number|null);

                /** Frame credit */
                credit?: (number|null);

                /** Frame hello */
                hello?: (farport.v1.Hello.$Properties|null);

                /** Frame welcome */
                welcome?: (farport.v1.Welcome.$Properties|null);

                /** Frame ping */
                ping?: (farport.v1.Ping.$Properties|null);

                /** Frame pong */
                pong?: (farport.v1.Pong.$Properties|null);

                /** Frame error */
                error?: (farport.v1.Error.$Properties|null);

                /** Frame acknowledge */
                acknowledge?: (farport.v1.Acknowledge.$Properties|null);

                /** Frame attach */
                attach?: (farport.v1.Attach.$Properties|null);

                /** Frame attached */
                attached?: (farport.v1.Attached.$Properties|null);

                /** Frame detach */
                detach?: (farport.v1.Detach.$Properties|null);

                /** Frame submit */
                submit?: (farport.v1.Submit.$Properties|null);

                /** Frame complete */
                complete?: (farport.v1.Complete.$Properties|null);

                /** Frame cancel */
                cancel?: (farport.v1.Cancel.$Properties|null);

                /** Frame cancelled */
                cancelled?: (farport.v1.Cancelled.$Properties|null);

                /** Frame reset */
                reset?: (farport.v1.Reset.$Properties|null);

                /** Frame setConfiguration */
                setConfiguration?: (farport.v1.SetConfiguration.$Properties|null);

                /** Frame setInterface */
                setInterface?: (farport.v1.SetInterface.$Properties|null);

                /** Frame clearHalt */
                clearHalt?: (farport.v1.ClearHalt.$Properties|null);

                /** Frame operationDone */
                operationDone?: (farport.v1.OperationDone.$Properties|null);

                /** Frame payload */
                payload?: (Uint8Array|null);

                /** Frame body */
                body?: ("hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"attach"|"attached"|"detach"|"submit"|"complete"|"cancel"|"cancelled"|"reset"|"setConfiguration"|"setInterface"|"clearHalt"|"operationDone");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Frame. */
            type $Shape = {
              seq?: number|null;
              ack?: number|null;
              credit?: number|null;
              hello?: farport.v1.Hello.$Shape|null;
              welcome?: farport.v1.Welcome.$Shape|null;
              ping?: farport.v1.Ping.$Shape|null;
              pong?: farport.v1.Pong.$Shape|null;
              error?: farport.v1.Error.$Shape|null;
              acknowledge?: farport.v1.Acknowledge.$Shape|null;
              attach?: farport.v1.Attach.$Shape|null;
              attached?: farport.v1.Attached.$Shape|null;
              detach?: farport.v1.Detach.$Shape|null;
              submit?: farport.v1.Submit.$Shape|null;
              complete?: farport.v1.Complete.$Shape|null;
              cancel?: farport.v1.Cancel.$Shape|null;
              cancelled?: farport.v1.Cancelled.$Shape|null;
              reset?: farport.v1.Reset.$Shape|null;
              setConfiguration?: farport.v1.SetConfiguration.$Shape|null;
              setInterface?: farport.v1.SetInterface.$Shape|null;
              clearHalt?: farport.v1.ClearHalt.$Shape|null;
              operationDone?: farport.v1.OperationDone.$Shape|null;
              payload?: Uint8Array|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "hello"; hello: farport.v1.Hello.$Shape; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "welcome"; hello?: null; welcome: farport.v1.Welcome.$Shape; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "ping"; hello?: null; welcome?: null; ping: farport.v1.Ping.$Shape; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "pong"; hello?: null; welcome?: null; ping?: null; pong: farport.v1.Pong.$Shape; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "error"; hello?: null; welcome?: null; ping?: null; pong?: null; error: farport.v1.Error.$Shape; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "acknowledge"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge: farport.v1.Acknowledge.$Shape; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "attach"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach: farport.v1.Attach.$Shape; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "attached"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached: farport.v1.Attached.$Shape; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "detach"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach: farport.v1.Detach.$Shape; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "submit"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit: farport.v1.Submit.$Shape; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "complete"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete: farport.v1.Complete.$Shape; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "cancel"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel: farport.v1.Cancel.$Shape; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "cancelled"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled: farport.v1.Cancelled.$Shape; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "reset"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset: farport.v1.Reset.$Shape; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "setConfiguration"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration: farport.v1.SetConfiguration.$Shape; setInterface?: null; clearHalt?: null; operationDone?: null }|{ body?: "setInterface"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface: farport.v1.SetInterface.$Shape; clearHalt?: null; operationDone?: null }|{ body?: "clearHalt"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt: farport.v1.ClearHalt.$Shape; operationDone?: null }|{ body?: "operationDone"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; attach?: null; attached?: null; detach?: null; submit?: null; complete?: null; cancel?: null; cancelled?: null; reset?: null; setConfiguration?: null; setInterface?: null; clearHalt?: null; operationDone: farport.v1.OperationDone.$Shape })
            );
        }

        /**
         * Properties of a Hello.
         * @deprecated Use farport.v1.Hello.$Properties instead.
         */
        interface IHello extends farport.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello version. */
            version: number;

            /** Hello capabilities. */
            capabilities: string[];

            /** Hello ticket. */
            ticket: string;

            /** Hello agent. */
            agent: string;

            /** Hello maxPayload. */
            maxPayload: number;

            /** Hello maxUrbs. */
            maxUrbs: number;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link farport.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Hello & farport.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Hello & farport.v1.Hello.$Shape;
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello version */
                version?: (number|null);

                /** Hello capabilities */
                capabilities?: (string[]|null);

                /** Hello ticket */
                ticket?: (string|null);

                /** Hello agent */
                agent?: (string|null);

                /** Hello maxPayload */
                maxPayload?: (number|null);

                /** Hello maxUrbs */
                maxUrbs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = farport.v1.Hello.$Properties;
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use farport.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends farport.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome version. */
            version: number;

            /** Welcome capabilities. */
            capabilities: string[];

            /** Welcome agent. */
            agent: string;

            /** Welcome maxPayload. */
            maxPayload: number;

            /** Welcome maxUrbs. */
            maxUrbs: number;

            /** Welcome channel. */
            channel: Uint8Array;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link farport.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Welcome & farport.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Welcome & farport.v1.Welcome.$Shape;
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome version */
                version?: (number|null);

                /** Welcome capabilities */
                capabilities?: (string[]|null);

                /** Welcome agent */
                agent?: (string|null);

                /** Welcome maxPayload */
                maxPayload?: (number|null);

                /** Welcome maxUrbs */
                maxUrbs?: (number|null);

                /** Welcome channel */
                channel?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = farport.v1.Welcome.$Properties;
        }

        /**
         * Properties of a Ping.
         * @deprecated Use farport.v1.Ping.$Properties instead.
         */
        interface IPing extends farport.v1.Ping.$Properties {
        }

        /** Represents a Ping. */
        class Ping {

            /**
             * Constructs a new Ping.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Ping.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ping nonce. */
            nonce: number;

            /**
             * Encodes the specified Ping message. Does not implicitly {@link farport.v1.Ping.verify|verify} messages.
             * @param message Ping message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ping message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Ping & farport.v1.Ping.$Shape} Ping
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Ping & farport.v1.Ping.$Shape;
        }

        namespace Ping {

            /** Properties of a Ping. */
            interface $Properties {

                /** Ping nonce */
                nonce?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ping. */
            type $Shape = farport.v1.Ping.$Properties;
        }

        /**
         * Properties of a Pong.
         * @deprecated Use farport.v1.Pong.$Properties instead.
         */
        interface IPong extends farport.v1.Pong.$Properties {
        }

        /** Represents a Pong. */
        class Pong {

            /**
             * Constructs a new Pong.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Pong.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pong nonce. */
            nonce: number;

            /**
             * Encodes the specified Pong message. Does not implicitly {@link farport.v1.Pong.verify|verify} messages.
             * @param message Pong message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pong message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Pong & farport.v1.Pong.$Shape} Pong
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Pong & farport.v1.Pong.$Shape;
        }

        namespace Pong {

            /** Properties of a Pong. */
            interface $Properties {

                /** Pong nonce */
                nonce?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pong. */
            type $Shape = farport.v1.Pong.$Properties;
        }

        /**
         * Properties of an Acknowledge.
         * @deprecated Use farport.v1.Acknowledge.$Properties instead.
         */
        interface IAcknowledge extends farport.v1.Acknowledge.$Properties {
        }

        /** Represents an Acknowledge. */
        class Acknowledge {

            /**
             * Constructs a new Acknowledge.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Acknowledge.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Acknowledge message. Does not implicitly {@link farport.v1.Acknowledge.verify|verify} messages.
             * @param message Acknowledge message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Acknowledge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Acknowledge message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Acknowledge & farport.v1.Acknowledge.$Shape} Acknowledge
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Acknowledge & farport.v1.Acknowledge.$Shape;
        }

        namespace Acknowledge {

            /** Properties of an Acknowledge. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Acknowledge. */
            type $Shape = farport.v1.Acknowledge.$Properties;
        }

        /**
         * Properties of an Error.
         * @deprecated Use farport.v1.Error.$Properties instead.
         */
        interface IError extends farport.v1.Error.$Properties {
        }

        /** Represents an Error. */
        class Error {

            /**
             * Constructs a new Error.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Error.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Error code. */
            code: string;

            /** Error message. */
            message: string;

            /**
             * Encodes the specified Error message. Does not implicitly {@link farport.v1.Error.verify|verify} messages.
             * @param message Error message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Error.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Error message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Error & farport.v1.Error.$Shape} Error
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Error & farport.v1.Error.$Shape;
        }

        namespace Error {

            /** Properties of an Error. */
            interface $Properties {

                /** Error code */
                code?: (string|null);

                /** Error message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Error. */
            type $Shape = farport.v1.Error.$Properties;
        }

        /** Speed enum. */
        enum Speed {

            /** SPEED_UNSPECIFIED value */
            SPEED_UNSPECIFIED = 0,

            /** SPEED_LOW value */
            SPEED_LOW = 1,

            /** SPEED_FULL value */
            SPEED_FULL = 2,

            /** SPEED_HIGH value */
            SPEED_HIGH = 3,

            /** SPEED_SUPER value */
            SPEED_SUPER = 4,

            /** SPEED_SUPER_PLUS value */
            SPEED_SUPER_PLUS = 5
        }

        /**
         * Properties of an Attach.
         * @deprecated Use farport.v1.Attach.$Properties instead.
         */
        interface IAttach extends farport.v1.Attach.$Properties {
        }

        /** Represents an Attach. */
        class Attach {

            /**
             * Constructs a new Attach.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Attach.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Attach deviceDescriptor. */
            deviceDescriptor: Uint8Array;

            /** Attach configurationDescriptors. */
            configurationDescriptors: Uint8Array[];

            /** Attach bosDescriptor. */
            bosDescriptor: Uint8Array;

            /** Attach speed. */
            speed: farport.v1.Speed;

            /** Attach portPath. */
            portPath: string;

            /** Attach serial. */
            serial: string;

            /** Attach manufacturer. */
            manufacturer: string;

            /** Attach product. */
            product: string;

            /** Attach activeConfiguration. */
            activeConfiguration: number;

            /**
             * Encodes the specified Attach message. Does not implicitly {@link farport.v1.Attach.verify|verify} messages.
             * @param message Attach message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Attach.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Attach message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Attach & farport.v1.Attach.$Shape} Attach
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Attach & farport.v1.Attach.$Shape;
        }

        namespace Attach {

            /** Properties of an Attach. */
            interface $Properties {

                /** Attach deviceDescriptor */
                deviceDescriptor?: (Uint8Array|null);

                /** Attach configurationDescriptors */
                configurationDescriptors?: (Uint8Array[]|null);

                /** Attach bosDescriptor */
                bosDescriptor?: (Uint8Array|null);

                /** Attach speed */
                speed?: (farport.v1.Speed|null);

                /** Attach portPath */
                portPath?: (string|null);

                /** Attach serial */
                serial?: (string|null);

                /** Attach manufacturer */
                manufacturer?: (string|null);

                /** Attach product */
                product?: (string|null);

                /** Attach activeConfiguration */
                activeConfiguration?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Attach. */
            type $Shape = farport.v1.Attach.$Properties;
        }

        /**
         * Properties of an Attached.
         * @deprecated Use farport.v1.Attached.$Properties instead.
         */
        interface IAttached extends farport.v1.Attached.$Properties {
        }

        /** Represents an Attached. */
        class Attached {

            /**
             * Constructs a new Attached.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Attached.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Attached port. */
            port: number;

            /**
             * Encodes the specified Attached message. Does not implicitly {@link farport.v1.Attached.verify|verify} messages.
             * @param message Attached message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Attached.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Attached message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Attached & farport.v1.Attached.$Shape} Attached
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Attached & farport.v1.Attached.$Shape;
        }

        namespace Attached {

            /** Properties of an Attached. */
            interface $Properties {

                /** Attached port */
                port?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Attached. */
            type $Shape = farport.v1.Attached.$Properties;
        }

        /** DetachReason enum. */
        enum DetachReason {

            /** DETACH_REASON_UNSPECIFIED value */
            DETACH_REASON_UNSPECIFIED = 0,

            /** DETACH_REASON_UNPLUGGED value */
            DETACH_REASON_UNPLUGGED = 1,

            /** DETACH_REASON_RELEASED value */
            DETACH_REASON_RELEASED = 2,

            /** DETACH_REASON_REENUMERATED value */
            DETACH_REASON_REENUMERATED = 3,

            /** DETACH_REASON_VM_STOPPED value */
            DETACH_REASON_VM_STOPPED = 4,

            /** DETACH_REASON_FAILED value */
            DETACH_REASON_FAILED = 5
        }

        /**
         * Properties of a Detach.
         * @deprecated Use farport.v1.Detach.$Properties instead.
         */
        interface IDetach extends farport.v1.Detach.$Properties {
        }

        /** Represents a Detach. */
        class Detach {

            /**
             * Constructs a new Detach.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Detach.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Detach reason. */
            reason: farport.v1.DetachReason;

            /** Detach message. */
            message: string;

            /**
             * Encodes the specified Detach message. Does not implicitly {@link farport.v1.Detach.verify|verify} messages.
             * @param message Detach message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Detach.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Detach message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Detach & farport.v1.Detach.$Shape} Detach
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Detach & farport.v1.Detach.$Shape;
        }

        namespace Detach {

            /** Properties of a Detach. */
            interface $Properties {

                /** Detach reason */
                reason?: (farport.v1.DetachReason|null);

                /** Detach message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Detach. */
            type $Shape = farport.v1.Detach.$Properties;
        }

        /** TransferType enum. */
        enum TransferType {

            /** TRANSFER_TYPE_CONTROL value */
            TRANSFER_TYPE_CONTROL = 0,

            /** TRANSFER_TYPE_ISOCHRONOUS value */
            TRANSFER_TYPE_ISOCHRONOUS = 1,

            /** TRANSFER_TYPE_BULK value */
            TRANSFER_TYPE_BULK = 2,

            /** TRANSFER_TYPE_INTERRUPT value */
            TRANSFER_TYPE_INTERRUPT = 3
        }

        /**
         * Properties of a Submit.
         * @deprecated Use farport.v1.Submit.$Properties instead.
         */
        interface ISubmit extends farport.v1.Submit.$Properties {
        }

        /** Represents a Submit. */
        class Submit {

            /**
             * Constructs a new Submit.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Submit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Submit id. */
            id: number;

            /** Submit endpoint. */
            endpoint: number;

            /** Submit type. */
            type: farport.v1.TransferType;

            /** Submit length. */
            length: number;

            /** Submit setup. */
            setup: Uint8Array;

            /** Submit zeroPacket. */
            zeroPacket: boolean;

            /** Submit shortNotOk. */
            shortNotOk: boolean;

            /** Submit streamId. */
            streamId: number;

            /** Submit after. */
            after: number;

            /**
             * Encodes the specified Submit message. Does not implicitly {@link farport.v1.Submit.verify|verify} messages.
             * @param message Submit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Submit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Submit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Submit & farport.v1.Submit.$Shape} Submit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Submit & farport.v1.Submit.$Shape;
        }

        namespace Submit {

            /** Properties of a Submit. */
            interface $Properties {

                /** Submit id */
                id?: (number|null);

                /** Submit endpoint */
                endpoint?: (number|null);

                /** Submit type */
                type?: (farport.v1.TransferType|null);

                /** Submit length */
                length?: (number|null);

                /** Submit setup */
                setup?: (Uint8Array|null);

                /** Submit zeroPacket */
                zeroPacket?: (boolean|null);

                /** Submit shortNotOk */
                shortNotOk?: (boolean|null);

                /** Submit streamId */
                streamId?: (number|null);

                /** Submit after */
                after?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Submit. */
            type $Shape = farport.v1.Submit.$Properties;
        }

        /** Status enum. */
        enum Status {

            /** STATUS_COMPLETED value */
            STATUS_COMPLETED = 0,

            /** STATUS_STALL value */
            STATUS_STALL = 1,

            /** STATUS_CANCELLED value */
            STATUS_CANCELLED = 2,

            /** STATUS_BABBLE value */
            STATUS_BABBLE = 3,

            /** STATUS_TIMEOUT value */
            STATUS_TIMEOUT = 4,

            /** STATUS_TRANSACTION_ERROR value */
            STATUS_TRANSACTION_ERROR = 5,

            /** STATUS_NO_DEVICE value */
            STATUS_NO_DEVICE = 6,

            /** STATUS_INVALID value */
            STATUS_INVALID = 7,

            /** STATUS_NO_RESOURCES value */
            STATUS_NO_RESOURCES = 8
        }

        /**
         * Properties of a Complete.
         * @deprecated Use farport.v1.Complete.$Properties instead.
         */
        interface IComplete extends farport.v1.Complete.$Properties {
        }

        /** Represents a Complete. */
        class Complete {

            /**
             * Constructs a new Complete.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Complete.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Complete id. */
            id: number;

            /** Complete status. */
            status: farport.v1.Status;

            /** Complete actualLength. */
            actualLength: number;

            /**
             * Encodes the specified Complete message. Does not implicitly {@link farport.v1.Complete.verify|verify} messages.
             * @param message Complete message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Complete.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Complete message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Complete & farport.v1.Complete.$Shape} Complete
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Complete & farport.v1.Complete.$Shape;
        }

        namespace Complete {

            /** Properties of a Complete. */
            interface $Properties {

                /** Complete id */
                id?: (number|null);

                /** Complete status */
                status?: (farport.v1.Status|null);

                /** Complete actualLength */
                actualLength?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Complete. */
            type $Shape = farport.v1.Complete.$Properties;
        }

        /**
         * Properties of a Cancel.
         * @deprecated Use farport.v1.Cancel.$Properties instead.
         */
        interface ICancel extends farport.v1.Cancel.$Properties {
        }

        /** Represents a Cancel. */
        class Cancel {

            /**
             * Constructs a new Cancel.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Cancel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Cancel id. */
            id: number;

            /**
             * Encodes the specified Cancel message. Does not implicitly {@link farport.v1.Cancel.verify|verify} messages.
             * @param message Cancel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Cancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Cancel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Cancel & farport.v1.Cancel.$Shape} Cancel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Cancel & farport.v1.Cancel.$Shape;
        }

        namespace Cancel {

            /** Properties of a Cancel. */
            interface $Properties {

                /** Cancel id */
                id?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Cancel. */
            type $Shape = farport.v1.Cancel.$Properties;
        }

        /**
         * Properties of a Cancelled.
         * @deprecated Use farport.v1.Cancelled.$Properties instead.
         */
        interface ICancelled extends farport.v1.Cancelled.$Properties {
        }

        /** Represents a Cancelled. */
        class Cancelled {

            /**
             * Constructs a new Cancelled.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Cancelled.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Cancelled id. */
            id: number;

            /** Cancelled found. */
            found: boolean;

            /**
             * Encodes the specified Cancelled message. Does not implicitly {@link farport.v1.Cancelled.verify|verify} messages.
             * @param message Cancelled message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Cancelled.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Cancelled message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Cancelled & farport.v1.Cancelled.$Shape} Cancelled
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Cancelled & farport.v1.Cancelled.$Shape;
        }

        namespace Cancelled {

            /** Properties of a Cancelled. */
            interface $Properties {

                /** Cancelled id */
                id?: (number|null);

                /** Cancelled found */
                found?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Cancelled. */
            type $Shape = farport.v1.Cancelled.$Properties;
        }

        /**
         * Properties of a Reset.
         * @deprecated Use farport.v1.Reset.$Properties instead.
         */
        interface IReset extends farport.v1.Reset.$Properties {
        }

        /** Represents a Reset. */
        class Reset {

            /**
             * Constructs a new Reset.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Reset.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Reset id. */
            id: number;

            /**
             * Encodes the specified Reset message. Does not implicitly {@link farport.v1.Reset.verify|verify} messages.
             * @param message Reset message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Reset.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Reset message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Reset & farport.v1.Reset.$Shape} Reset
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Reset & farport.v1.Reset.$Shape;
        }

        namespace Reset {

            /** Properties of a Reset. */
            interface $Properties {

                /** Reset id */
                id?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Reset. */
            type $Shape = farport.v1.Reset.$Properties;
        }

        /**
         * Properties of a SetConfiguration.
         * @deprecated Use farport.v1.SetConfiguration.$Properties instead.
         */
        interface ISetConfiguration extends farport.v1.SetConfiguration.$Properties {
        }

        /** Represents a SetConfiguration. */
        class SetConfiguration {

            /**
             * Constructs a new SetConfiguration.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.SetConfiguration.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetConfiguration id. */
            id: number;

            /** SetConfiguration value. */
            value: number;

            /**
             * Encodes the specified SetConfiguration message. Does not implicitly {@link farport.v1.SetConfiguration.verify|verify} messages.
             * @param message SetConfiguration message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.SetConfiguration.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetConfiguration message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.SetConfiguration & farport.v1.SetConfiguration.$Shape} SetConfiguration
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.SetConfiguration & farport.v1.SetConfiguration.$Shape;
        }

        namespace SetConfiguration {

            /** Properties of a SetConfiguration. */
            interface $Properties {

                /** SetConfiguration id */
                id?: (number|null);

                /** SetConfiguration value */
                value?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetConfiguration. */
            type $Shape = farport.v1.SetConfiguration.$Properties;
        }

        /**
         * Properties of a SetInterface.
         * @deprecated Use farport.v1.SetInterface.$Properties instead.
         */
        interface ISetInterface extends farport.v1.SetInterface.$Properties {
        }

        /** Represents a SetInterface. */
        class SetInterface {

            /**
             * Constructs a new SetInterface.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.SetInterface.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SetInterface id. */
            id: number;

            /** SetInterface interface. */
            interface: number;

            /** SetInterface alternate. */
            alternate: number;

            /**
             * Encodes the specified SetInterface message. Does not implicitly {@link farport.v1.SetInterface.verify|verify} messages.
             * @param message SetInterface message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.SetInterface.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SetInterface message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.SetInterface & farport.v1.SetInterface.$Shape} SetInterface
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.SetInterface & farport.v1.SetInterface.$Shape;
        }

        namespace SetInterface {

            /** Properties of a SetInterface. */
            interface $Properties {

                /** SetInterface id */
                id?: (number|null);

                /** SetInterface interface */
                "interface"?: (number|null);

                /** SetInterface alternate */
                alternate?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SetInterface. */
            type $Shape = farport.v1.SetInterface.$Properties;
        }

        /**
         * Properties of a ClearHalt.
         * @deprecated Use farport.v1.ClearHalt.$Properties instead.
         */
        interface IClearHalt extends farport.v1.ClearHalt.$Properties {
        }

        /** Represents a ClearHalt. */
        class ClearHalt {

            /**
             * Constructs a new ClearHalt.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ClearHalt.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClearHalt id. */
            id: number;

            /** ClearHalt endpoint. */
            endpoint: number;

            /**
             * Encodes the specified ClearHalt message. Does not implicitly {@link farport.v1.ClearHalt.verify|verify} messages.
             * @param message ClearHalt message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ClearHalt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClearHalt message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ClearHalt & farport.v1.ClearHalt.$Shape} ClearHalt
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ClearHalt & farport.v1.ClearHalt.$Shape;
        }

        namespace ClearHalt {

            /** Properties of a ClearHalt. */
            interface $Properties {

                /** ClearHalt id */
                id?: (number|null);

                /** ClearHalt endpoint */
                endpoint?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClearHalt. */
            type $Shape = farport.v1.ClearHalt.$Properties;
        }

        /**
         * Properties of an OperationDone.
         * @deprecated Use farport.v1.OperationDone.$Properties instead.
         */
        interface IOperationDone extends farport.v1.OperationDone.$Properties {
        }

        /** Represents an OperationDone. */
        class OperationDone {

            /**
             * Constructs a new OperationDone.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.OperationDone.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OperationDone id. */
            id: number;

            /** OperationDone status. */
            status: farport.v1.Status;

            /**
             * Encodes the specified OperationDone message. Does not implicitly {@link farport.v1.OperationDone.verify|verify} messages.
             * @param message OperationDone message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.OperationDone.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OperationDone message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.OperationDone & farport.v1.OperationDone.$Shape} OperationDone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.OperationDone & farport.v1.OperationDone.$Shape;
        }

        namespace OperationDone {

            /** Properties of an OperationDone. */
            interface $Properties {

                /** OperationDone id */
                id?: (number|null);

                /** OperationDone status */
                status?: (farport.v1.Status|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OperationDone. */
            type $Shape = farport.v1.OperationDone.$Properties;
        }

        /**
         * Properties of a DisplayFrame.
         * @deprecated Use farport.v1.DisplayFrame.$Properties instead.
         */
        interface IDisplayFrame extends farport.v1.DisplayFrame.$Properties {
        }

        /** Represents a DisplayFrame. */
        class DisplayFrame {

            /**
             * Constructs a new DisplayFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.DisplayFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DisplayFrame seq. */
            seq: number;

            /** DisplayFrame ack. */
            ack: number;

            /** DisplayFrame credit. */
            credit: number;

            /** DisplayFrame hello. */
            hello?: (farport.v1.Hello.$Properties|null);

            /** DisplayFrame welcome. */
            welcome?: (farport.v1.Welcome.$Properties|null);

            /** DisplayFrame ping. */
            ping?: (farport.v1.Ping.$Properties|null);

            /** DisplayFrame pong. */
            pong?: (farport.v1.Pong.$Properties|null);

            /** DisplayFrame error. */
            error?: (farport.v1.Error.$Properties|null);

            /** DisplayFrame acknowledge. */
            acknowledge?: (farport.v1.Acknowledge.$Properties|null);

            /** DisplayFrame scanout. */
            scanout?: (farport.v1.Scanout.$Properties|null);

            /** DisplayFrame draw. */
            draw?: (farport.v1.Draw.$Properties|null);

            /** DisplayFrame cursorShape. */
            cursorShape?: (farport.v1.CursorShape.$Properties|null);

            /** DisplayFrame cursorPosition. */
            cursorPosition?: (farport.v1.CursorPosition.$Properties|null);

            /** DisplayFrame leds. */
            leds?: (farport.v1.Leds.$Properties|null);

            /** DisplayFrame clipboardState. */
            clipboardState?: (farport.v1.ClipboardState.$Properties|null);

            /** DisplayFrame headPlace. */
            headPlace?: (farport.v1.HeadPlace.$Properties|null);

            /** DisplayFrame presented. */
            presented?: (farport.v1.Presented.$Properties|null);

            /** DisplayFrame refresh. */
            refresh?: (farport.v1.Refresh.$Properties|null);

            /** DisplayFrame monitors. */
            monitors?: (farport.v1.Monitors.$Properties|null);

            /** DisplayFrame key. */
            key?: (farport.v1.Key.$Properties|null);

            /** DisplayFrame pointer. */
            pointer?: (farport.v1.Pointer.$Properties|null);

            /** DisplayFrame motion. */
            motion?: (farport.v1.Motion.$Properties|null);

            /** DisplayFrame wheel. */
            wheel?: (farport.v1.Wheel.$Properties|null);

            /** DisplayFrame releaseAll. */
            releaseAll?: (farport.v1.ReleaseAll.$Properties|null);

            /** DisplayFrame clipboardOffer. */
            clipboardOffer?: (farport.v1.ClipboardOffer.$Properties|null);

            /** DisplayFrame clipboardRequest. */
            clipboardRequest?: (farport.v1.ClipboardRequest.$Properties|null);

            /** DisplayFrame clipboardData. */
            clipboardData?: (farport.v1.ClipboardData.$Properties|null);

            /** DisplayFrame payload. */
            payload: Uint8Array;

            /** DisplayFrame body. */
            body?: ("hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"scanout"|"draw"|"cursorShape"|"cursorPosition"|"leds"|"clipboardState"|"headPlace"|"presented"|"refresh"|"monitors"|"key"|"pointer"|"motion"|"wheel"|"releaseAll"|"clipboardOffer"|"clipboardRequest"|"clipboardData");

            /**
             * Encodes the specified DisplayFrame message. Does not implicitly {@link farport.v1.DisplayFrame.verify|verify} messages.
             * @param message DisplayFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.DisplayFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DisplayFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.DisplayFrame & farport.v1.DisplayFrame.$Shape} DisplayFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.DisplayFrame & farport.v1.DisplayFrame.$Shape;
        }

        namespace DisplayFrame {

            /** Properties of a DisplayFrame. */
            interface $Properties {

                /** DisplayFrame seq */
                seq?: (number|null);

                /** DisplayFrame ack */
                ack?: (number|null);

                /** DisplayFrame credit */
                credit?: (number|null);

                /** DisplayFrame hello */
                hello?: (farport.v1.Hello.$Properties|null);

                /** DisplayFrame welcome */
                welcome?: (farport.v1.Welcome.$Properties|null);

                /** DisplayFrame ping */
                ping?: (farport.v1.Ping.$Properties|null);

                /** DisplayFrame pong */
                pong?: (farport.v1.Pong.$Properties|null);

                /** DisplayFrame error */
                error?: (farport.v1.Error.$Properties|null);

                /** DisplayFrame acknowledge */
                acknowledge?: (farport.v1.Acknowledge.$Properties|null);

                /** DisplayFrame scanout */
                scanout?: (farport.v1.Scanout.$Properties|null);

                /** DisplayFrame draw */
                draw?: (farport.v1.Draw.$Properties|null);

                /** DisplayFrame cursorShape */
                cursorShape?: (farport.v1.CursorShape.$Properties|null);

                /** DisplayFrame cursorPosition */
                cursorPosition?: (farport.v1.CursorPosition.$Properties|null);

                /** DisplayFrame leds */
                leds?: (farport.v1.Leds.$Properties|null);

                /** DisplayFrame clipboardState */
                clipboardState?: (farport.v1.ClipboardState.$Properties|null);

                /** DisplayFrame headPlace */
                headPlace?: (farport.v1.HeadPlace.$Properties|null);

                /** DisplayFrame presented */
                presented?: (farport.v1.Presented.$Properties|null);

                /** DisplayFrame refresh */
                refresh?: (farport.v1.Refresh.$Properties|null);

                /** DisplayFrame monitors */
                monitors?: (farport.v1.Monitors.$Properties|null);

                /** DisplayFrame key */
                key?: (farport.v1.Key.$Properties|null);

                /** DisplayFrame pointer */
                pointer?: (farport.v1.Pointer.$Properties|null);

                /** DisplayFrame motion */
                motion?: (farport.v1.Motion.$Properties|null);

                /** DisplayFrame wheel */
                wheel?: (farport.v1.Wheel.$Properties|null);

                /** DisplayFrame releaseAll */
                releaseAll?: (farport.v1.ReleaseAll.$Properties|null);

                /** DisplayFrame clipboardOffer */
                clipboardOffer?: (farport.v1.ClipboardOffer.$Properties|null);

                /** DisplayFrame clipboardRequest */
                clipboardRequest?: (farport.v1.ClipboardRequest.$Properties|null);

                /** DisplayFrame clipboardData */
                clipboardData?: (farport.v1.ClipboardData.$Properties|null);

                /** DisplayFrame payload */
                payload?: (Uint8Array|null);

                /** DisplayFrame body */
                body?: ("hello"|"welcome"|"ping"|"pong"|"error"|"acknowledge"|"scanout"|"draw"|"cursorShape"|"cursorPosition"|"leds"|"clipboardState"|"headPlace"|"presented"|"refresh"|"monitors"|"key"|"pointer"|"motion"|"wheel"|"releaseAll"|"clipboardOffer"|"clipboardRequest"|"clipboardData");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a DisplayFrame. */
            type $Shape = {
              seq?: number|null;
              ack?: number|null;
              credit?: number|null;
              hello?: farport.v1.Hello.$Shape|null;
              welcome?: farport.v1.Welcome.$Shape|null;
              ping?: farport.v1.Ping.$Shape|null;
              pong?: farport.v1.Pong.$Shape|null;
              error?: farport.v1.Error.$Shape|null;
              acknowledge?: farport.v1.Acknowledge.$Shape|null;
              scanout?: farport.v1.Scanout.$Shape|null;
              draw?: farport.v1.Draw.$Shape|null;
              cursorShape?: farport.v1.CursorShape.$Shape|null;
              cursorPosition?: farport.v1.CursorPosition.$Shape|null;
              leds?: farport.v1.Leds.$Shape|null;
              clipboardState?: farport.v1.ClipboardState.$Shape|null;
              headPlace?: farport.v1.HeadPlace.$Shape|null;
              presented?: farport.v1.Presented.$Shape|null;
              refresh?: farport.v1.Refresh.$Shape|null;
              monitors?: farport.v1.Monitors.$Shape|null;
              key?: farport.v1.Key.$Shape|null;
              pointer?: farport.v1.Pointer.$Shape|null;
              motion?: farport.v1.Motion.$Shape|null;
              wheel?: farport.v1.Wheel.$Shape|null;
              releaseAll?: farport.v1.ReleaseAll.$Shape|null;
              clipboardOffer?: farport.v1.ClipboardOffer.$Shape|null;
              clipboardRequest?: farport.v1.ClipboardRequest.$Shape|null;
              clipboardData?: farport.v1.ClipboardData.$Shape|null;
              payload?: Uint8Array|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "hello"; hello: farport.v1.Hello.$Shape; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "welcome"; hello?: null; welcome: farport.v1.Welcome.$Shape; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "ping"; hello?: null; welcome?: null; ping: farport.v1.Ping.$Shape; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "pong"; hello?: null; welcome?: null; ping?: null; pong: farport.v1.Pong.$Shape; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "error"; hello?: null; welcome?: null; ping?: null; pong?: null; error: farport.v1.Error.$Shape; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "acknowledge"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge: farport.v1.Acknowledge.$Shape; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "scanout"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout: farport.v1.Scanout.$Shape; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "draw"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw: farport.v1.Draw.$Shape; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "cursorShape"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape: farport.v1.CursorShape.$Shape; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "cursorPosition"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition: farport.v1.CursorPosition.$Shape; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "leds"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds: farport.v1.Leds.$Shape; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "clipboardState"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState: farport.v1.ClipboardState.$Shape; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "headPlace"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace: farport.v1.HeadPlace.$Shape; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "presented"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented: farport.v1.Presented.$Shape; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "refresh"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh: farport.v1.Refresh.$Shape; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "monitors"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors: farport.v1.Monitors.$Shape; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "key"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key: farport.v1.Key.$Shape; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "pointer"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer: farport.v1.Pointer.$Shape; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "motion"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion: farport.v1.Motion.$Shape; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "wheel"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel: farport.v1.Wheel.$Shape; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "releaseAll"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll: farport.v1.ReleaseAll.$Shape; clipboardOffer?: null; clipboardRequest?: null; clipboardData?: null }|{ body?: "clipboardOffer"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer: farport.v1.ClipboardOffer.$Shape; clipboardRequest?: null; clipboardData?: null }|{ body?: "clipboardRequest"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest: farport.v1.ClipboardRequest.$Shape; clipboardData?: null }|{ body?: "clipboardData"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; acknowledge?: null; scanout?: null; draw?: null; cursorShape?: null; cursorPosition?: null; leds?: null; clipboardState?: null; headPlace?: null; presented?: null; refresh?: null; monitors?: null; key?: null; pointer?: null; motion?: null; wheel?: null; releaseAll?: null; clipboardOffer?: null; clipboardRequest?: null; clipboardData: farport.v1.ClipboardData.$Shape })
            );
        }

        /**
         * Properties of a Scanout.
         * @deprecated Use farport.v1.Scanout.$Properties instead.
         */
        interface IScanout extends farport.v1.Scanout.$Properties {
        }

        /** Represents a Scanout. */
        class Scanout {

            /**
             * Constructs a new Scanout.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Scanout.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Scanout head. */
            head: number;

            /** Scanout width. */
            width: number;

            /** Scanout height. */
            height: number;

            /** Scanout x. */
            x: number;

            /** Scanout y. */
            y: number;

            /**
             * Encodes the specified Scanout message. Does not implicitly {@link farport.v1.Scanout.verify|verify} messages.
             * @param message Scanout message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Scanout.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Scanout message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Scanout & farport.v1.Scanout.$Shape} Scanout
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Scanout & farport.v1.Scanout.$Shape;
        }

        namespace Scanout {

            /** Properties of a Scanout. */
            interface $Properties {

                /** Scanout head */
                head?: (number|null);

                /** Scanout width */
                width?: (number|null);

                /** Scanout height */
                height?: (number|null);

                /** Scanout x */
                x?: (number|null);

                /** Scanout y */
                y?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Scanout. */
            type $Shape = farport.v1.Scanout.$Properties;
        }

        /**
         * Properties of a Draw.
         * @deprecated Use farport.v1.Draw.$Properties instead.
         */
        interface IDraw extends farport.v1.Draw.$Properties {
        }

        /** Represents a Draw. */
        class Draw {

            /**
             * Constructs a new Draw.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Draw.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Draw head. */
            head: number;

            /** Draw frame. */
            frame: number;

            /** Draw more. */
            more: boolean;

            /** Draw operations. */
            operations: Uint8Array;

            /** Draw restart. */
            restart: boolean;

            /** Draw lazy. */
            lazy: boolean;

            /**
             * Encodes the specified Draw message. Does not implicitly {@link farport.v1.Draw.verify|verify} messages.
             * @param message Draw message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Draw.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Draw message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Draw & farport.v1.Draw.$Shape} Draw
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Draw & farport.v1.Draw.$Shape;
        }

        namespace Draw {

            /** Properties of a Draw. */
            interface $Properties {

                /** Draw head */
                head?: (number|null);

                /** Draw frame */
                frame?: (number|null);

                /** Draw more */
                more?: (boolean|null);

                /** Draw operations */
                operations?: (Uint8Array|null);

                /** Draw restart */
                restart?: (boolean|null);

                /** Draw lazy */
                lazy?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Draw. */
            type $Shape = farport.v1.Draw.$Properties;
        }

        /**
         * Properties of a CursorShape.
         * @deprecated Use farport.v1.CursorShape.$Properties instead.
         */
        interface ICursorShape extends farport.v1.CursorShape.$Properties {
        }

        /** Represents a CursorShape. */
        class CursorShape {

            /**
             * Constructs a new CursorShape.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.CursorShape.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CursorShape head. */
            head: number;

            /** CursorShape width. */
            width: number;

            /** CursorShape height. */
            height: number;

            /** CursorShape hotX. */
            hotX: number;

            /** CursorShape hotY. */
            hotY: number;

            /**
             * Encodes the specified CursorShape message. Does not implicitly {@link farport.v1.CursorShape.verify|verify} messages.
             * @param message CursorShape message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.CursorShape.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CursorShape message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.CursorShape & farport.v1.CursorShape.$Shape} CursorShape
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.CursorShape & farport.v1.CursorShape.$Shape;
        }

        namespace CursorShape {

            /** Properties of a CursorShape. */
            interface $Properties {

                /** CursorShape head */
                head?: (number|null);

                /** CursorShape width */
                width?: (number|null);

                /** CursorShape height */
                height?: (number|null);

                /** CursorShape hotX */
                hotX?: (number|null);

                /** CursorShape hotY */
                hotY?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CursorShape. */
            type $Shape = farport.v1.CursorShape.$Properties;
        }

        /**
         * Properties of a HeadPlace.
         * @deprecated Use farport.v1.HeadPlace.$Properties instead.
         */
        interface IHeadPlace extends farport.v1.HeadPlace.$Properties {
        }

        /** Represents a HeadPlace. */
        class HeadPlace {

            /**
             * Constructs a new HeadPlace.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.HeadPlace.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HeadPlace head. */
            head: number;

            /** HeadPlace x. */
            x: number;

            /** HeadPlace y. */
            y: number;

            /**
             * Encodes the specified HeadPlace message. Does not implicitly {@link farport.v1.HeadPlace.verify|verify} messages.
             * @param message HeadPlace message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.HeadPlace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HeadPlace message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.HeadPlace & farport.v1.HeadPlace.$Shape} HeadPlace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.HeadPlace & farport.v1.HeadPlace.$Shape;
        }

        namespace HeadPlace {

            /** Properties of a HeadPlace. */
            interface $Properties {

                /** HeadPlace head */
                head?: (number|null);

                /** HeadPlace x */
                x?: (number|null);

                /** HeadPlace y */
                y?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HeadPlace. */
            type $Shape = farport.v1.HeadPlace.$Properties;
        }

        /**
         * Properties of a CursorPosition.
         * @deprecated Use farport.v1.CursorPosition.$Properties instead.
         */
        interface ICursorPosition extends farport.v1.CursorPosition.$Properties {
        }

        /** Represents a CursorPosition. */
        class CursorPosition {

            /**
             * Constructs a new CursorPosition.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.CursorPosition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CursorPosition head. */
            head: number;

            /** CursorPosition x. */
            x: number;

            /** CursorPosition y. */
            y: number;

            /**
             * Encodes the specified CursorPosition message. Does not implicitly {@link farport.v1.CursorPosition.verify|verify} messages.
             * @param message CursorPosition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.CursorPosition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CursorPosition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.CursorPosition & farport.v1.CursorPosition.$Shape} CursorPosition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.CursorPosition & farport.v1.CursorPosition.$Shape;
        }

        namespace CursorPosition {

            /** Properties of a CursorPosition. */
            interface $Properties {

                /** CursorPosition head */
                head?: (number|null);

                /** CursorPosition x */
                x?: (number|null);

                /** CursorPosition y */
                y?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CursorPosition. */
            type $Shape = farport.v1.CursorPosition.$Properties;
        }

        /**
         * Properties of a Leds.
         * @deprecated Use farport.v1.Leds.$Properties instead.
         */
        interface ILeds extends farport.v1.Leds.$Properties {
        }

        /** Represents a Leds. */
        class Leds {

            /**
             * Constructs a new Leds.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Leds.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Leds num. */
            num: boolean;

            /** Leds caps. */
            caps: boolean;

            /** Leds scroll. */
            scroll: boolean;

            /**
             * Encodes the specified Leds message. Does not implicitly {@link farport.v1.Leds.verify|verify} messages.
             * @param message Leds message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Leds.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Leds message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Leds & farport.v1.Leds.$Shape} Leds
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Leds & farport.v1.Leds.$Shape;
        }

        namespace Leds {

            /** Properties of a Leds. */
            interface $Properties {

                /** Leds num */
                num?: (boolean|null);

                /** Leds caps */
                caps?: (boolean|null);

                /** Leds scroll */
                scroll?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Leds. */
            type $Shape = farport.v1.Leds.$Properties;
        }

        /**
         * Properties of a Presented.
         * @deprecated Use farport.v1.Presented.$Properties instead.
         */
        interface IPresented extends farport.v1.Presented.$Properties {
        }

        /** Represents a Presented. */
        class Presented {

            /**
             * Constructs a new Presented.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Presented.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Presented frame. */
            frame: number;

            /** Presented decoded. */
            decoded: number;

            /** Presented decodeUs. */
            decodeUs: number;

            /** Presented presentUs. */
            presentUs: number;

            /** Presented heldUs. */
            heldUs: number;

            /**
             * Encodes the specified Presented message. Does not implicitly {@link farport.v1.Presented.verify|verify} messages.
             * @param message Presented message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Presented.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Presented message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Presented & farport.v1.Presented.$Shape} Presented
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Presented & farport.v1.Presented.$Shape;
        }

        namespace Presented {

            /** Properties of a Presented. */
            interface $Properties {

                /** Presented frame */
                frame?: (number|null);

                /** Presented decoded */
                decoded?: (number|null);

                /** Presented decodeUs */
                decodeUs?: (number|null);

                /** Presented presentUs */
                presentUs?: (number|null);

                /** Presented heldUs */
                heldUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Presented. */
            type $Shape = farport.v1.Presented.$Properties;
        }

        /**
         * Properties of a Refresh.
         * @deprecated Use farport.v1.Refresh.$Properties instead.
         */
        interface IRefresh extends farport.v1.Refresh.$Properties {
        }

        /** Represents a Refresh. */
        class Refresh {

            /**
             * Constructs a new Refresh.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Refresh.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified Refresh message. Does not implicitly {@link farport.v1.Refresh.verify|verify} messages.
             * @param message Refresh message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Refresh.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refresh message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Refresh & farport.v1.Refresh.$Shape} Refresh
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Refresh & farport.v1.Refresh.$Shape;
        }

        namespace Refresh {

            /** Properties of a Refresh. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refresh. */
            type $Shape = farport.v1.Refresh.$Properties;
        }

        /**
         * Properties of a Monitor.
         * @deprecated Use farport.v1.Monitor.$Properties instead.
         */
        interface IMonitor extends farport.v1.Monitor.$Properties {
        }

        /** Represents a Monitor. */
        class Monitor {

            /**
             * Constructs a new Monitor.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Monitor.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Monitor x. */
            x: number;

            /** Monitor y. */
            y: number;

            /** Monitor width. */
            width: number;

            /** Monitor height. */
            height: number;

            /** Monitor widthMm. */
            widthMm: number;

            /** Monitor heightMm. */
            heightMm: number;

            /**
             * Encodes the specified Monitor message. Does not implicitly {@link farport.v1.Monitor.verify|verify} messages.
             * @param message Monitor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Monitor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Monitor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Monitor & farport.v1.Monitor.$Shape} Monitor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Monitor & farport.v1.Monitor.$Shape;
        }

        namespace Monitor {

            /** Properties of a Monitor. */
            interface $Properties {

                /** Monitor x */
                x?: (number|null);

                /** Monitor y */
                y?: (number|null);

                /** Monitor width */
                width?: (number|null);

                /** Monitor height */
                height?: (number|null);

                /** Monitor widthMm */
                widthMm?: (number|null);

                /** Monitor heightMm */
                heightMm?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Monitor. */
            type $Shape = farport.v1.Monitor.$Properties;
        }

        /**
         * Properties of a Monitors.
         * @deprecated Use farport.v1.Monitors.$Properties instead.
         */
        interface IMonitors extends farport.v1.Monitors.$Properties {
        }

        /** Represents a Monitors. */
        class Monitors {

            /**
             * Constructs a new Monitors.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Monitors.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Monitors monitors. */
            monitors: farport.v1.Monitor.$Properties[];

            /**
             * Encodes the specified Monitors message. Does not implicitly {@link farport.v1.Monitors.verify|verify} messages.
             * @param message Monitors message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Monitors.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Monitors message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Monitors & farport.v1.Monitors.$Shape} Monitors
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Monitors & farport.v1.Monitors.$Shape;
        }

        namespace Monitors {

            /** Properties of a Monitors. */
            interface $Properties {

                /** Monitors monitors */
                monitors?: (farport.v1.Monitor.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Monitors. */
            type $Shape = farport.v1.Monitors.$Properties;
        }

        /**
         * Properties of a Key.
         * @deprecated Use farport.v1.Key.$Properties instead.
         */
        interface IKey extends farport.v1.Key.$Properties {
        }

        /** Represents a Key. */
        class Key {

            /**
             * Constructs a new Key.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Key.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Key code. */
            code: number;

            /** Key down. */
            down: boolean;

            /**
             * Encodes the specified Key message. Does not implicitly {@link farport.v1.Key.verify|verify} messages.
             * @param message Key message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Key.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Key message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Key & farport.v1.Key.$Shape} Key
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Key & farport.v1.Key.$Shape;
        }

        namespace Key {

            /** Properties of a Key. */
            interface $Properties {

                /** Key code */
                code?: (number|null);

                /** Key down */
                down?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Key. */
            type $Shape = farport.v1.Key.$Properties;
        }

        /**
         * Properties of a Pointer.
         * @deprecated Use farport.v1.Pointer.$Properties instead.
         */
        interface IPointer extends farport.v1.Pointer.$Properties {
        }

        /** Represents a Pointer. */
        class Pointer {

            /**
             * Constructs a new Pointer.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Pointer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Pointer head. */
            head: number;

            /** Pointer x. */
            x: number;

            /** Pointer y. */
            y: number;

            /** Pointer buttons. */
            buttons: number;

            /**
             * Encodes the specified Pointer message. Does not implicitly {@link farport.v1.Pointer.verify|verify} messages.
             * @param message Pointer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Pointer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Pointer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Pointer & farport.v1.Pointer.$Shape} Pointer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Pointer & farport.v1.Pointer.$Shape;
        }

        namespace Pointer {

            /** Properties of a Pointer. */
            interface $Properties {

                /** Pointer head */
                head?: (number|null);

                /** Pointer x */
                x?: (number|null);

                /** Pointer y */
                y?: (number|null);

                /** Pointer buttons */
                buttons?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Pointer. */
            type $Shape = farport.v1.Pointer.$Properties;
        }

        /**
         * Properties of a Motion.
         * @deprecated Use farport.v1.Motion.$Properties instead.
         */
        interface IMotion extends farport.v1.Motion.$Properties {
        }

        /** Represents a Motion. */
        class Motion {

            /**
             * Constructs a new Motion.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Motion.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Motion dx. */
            dx: number;

            /** Motion dy. */
            dy: number;

            /** Motion buttons. */
            buttons: number;

            /**
             * Encodes the specified Motion message. Does not implicitly {@link farport.v1.Motion.verify|verify} messages.
             * @param message Motion message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Motion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Motion message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Motion & farport.v1.Motion.$Shape} Motion
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Motion & farport.v1.Motion.$Shape;
        }

        namespace Motion {

            /** Properties of a Motion. */
            interface $Properties {

                /** Motion dx */
                dx?: (number|null);

                /** Motion dy */
                dy?: (number|null);

                /** Motion buttons */
                buttons?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Motion. */
            type $Shape = farport.v1.Motion.$Properties;
        }

        /**
         * Properties of a Wheel.
         * @deprecated Use farport.v1.Wheel.$Properties instead.
         */
        interface IWheel extends farport.v1.Wheel.$Properties {
        }

        /** Represents a Wheel. */
        class Wheel {

            /**
             * Constructs a new Wheel.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.Wheel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Wheel horizontal. */
            horizontal: number;

            /** Wheel vertical. */
            vertical: number;

            /** Wheel relative. */
            relative: boolean;

            /**
             * Encodes the specified Wheel message. Does not implicitly {@link farport.v1.Wheel.verify|verify} messages.
             * @param message Wheel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.Wheel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Wheel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.Wheel & farport.v1.Wheel.$Shape} Wheel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.Wheel & farport.v1.Wheel.$Shape;
        }

        namespace Wheel {

            /** Properties of a Wheel. */
            interface $Properties {

                /** Wheel horizontal */
                horizontal?: (number|null);

                /** Wheel vertical */
                vertical?: (number|null);

                /** Wheel relative */
                relative?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Wheel. */
            type $Shape = farport.v1.Wheel.$Properties;
        }

        /**
         * Properties of a ReleaseAll.
         * @deprecated Use farport.v1.ReleaseAll.$Properties instead.
         */
        interface IReleaseAll extends farport.v1.ReleaseAll.$Properties {
        }

        /** Represents a ReleaseAll. */
        class ReleaseAll {

            /**
             * Constructs a new ReleaseAll.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ReleaseAll.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Encodes the specified ReleaseAll message. Does not implicitly {@link farport.v1.ReleaseAll.verify|verify} messages.
             * @param message ReleaseAll message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ReleaseAll.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReleaseAll message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ReleaseAll & farport.v1.ReleaseAll.$Shape} ReleaseAll
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ReleaseAll & farport.v1.ReleaseAll.$Shape;
        }

        namespace ReleaseAll {

            /** Properties of a ReleaseAll. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReleaseAll. */
            type $Shape = farport.v1.ReleaseAll.$Properties;
        }

        /** ClipboardKind enum. */
        enum ClipboardKind {

            /** CLIPBOARD_KIND_TEXT value */
            CLIPBOARD_KIND_TEXT = 0,

            /** CLIPBOARD_KIND_PNG value */
            CLIPBOARD_KIND_PNG = 1,

            /** CLIPBOARD_KIND_BMP value */
            CLIPBOARD_KIND_BMP = 2
        }

        /**
         * Properties of a ClipboardState.
         * @deprecated Use farport.v1.ClipboardState.$Properties instead.
         */
        interface IClipboardState extends farport.v1.ClipboardState.$Properties {
        }

        /** Represents a ClipboardState. */
        class ClipboardState {

            /**
             * Constructs a new ClipboardState.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ClipboardState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClipboardState guest. */
            guest: boolean;

            /** ClipboardState toGuest. */
            toGuest: boolean;

            /** ClipboardState fromGuest. */
            fromGuest: boolean;

            /** ClipboardState maxBytes. */
            maxBytes: number;

            /**
             * Encodes the specified ClipboardState message. Does not implicitly {@link farport.v1.ClipboardState.verify|verify} messages.
             * @param message ClipboardState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ClipboardState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClipboardState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardState & farport.v1.ClipboardState.$Shape} ClipboardState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ClipboardState & farport.v1.ClipboardState.$Shape;
        }

        namespace ClipboardState {

            /** Properties of a ClipboardState. */
            interface $Properties {

                /** ClipboardState guest */
                guest?: (boolean|null);

                /** ClipboardState toGuest */
                toGuest?: (boolean|null);

                /** ClipboardState fromGuest */
                fromGuest?: (boolean|null);

                /** ClipboardState maxBytes */
                maxBytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClipboardState. */
            type $Shape = farport.v1.ClipboardState.$Properties;
        }

        /**
         * Properties of a ClipboardOffer.
         * @deprecated Use farport.v1.ClipboardOffer.$Properties instead.
         */
        interface IClipboardOffer extends farport.v1.ClipboardOffer.$Properties {
        }

        /** Represents a ClipboardOffer. */
        class ClipboardOffer {

            /**
             * Constructs a new ClipboardOffer.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ClipboardOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClipboardOffer kinds. */
            kinds: farport.v1.ClipboardKind[];

            /**
             * Encodes the specified ClipboardOffer message. Does not implicitly {@link farport.v1.ClipboardOffer.verify|verify} messages.
             * @param message ClipboardOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ClipboardOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClipboardOffer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardOffer & farport.v1.ClipboardOffer.$Shape} ClipboardOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ClipboardOffer & farport.v1.ClipboardOffer.$Shape;
        }

        namespace ClipboardOffer {

            /** Properties of a ClipboardOffer. */
            interface $Properties {

                /** ClipboardOffer kinds */
                kinds?: (farport.v1.ClipboardKind[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClipboardOffer. */
            type $Shape = farport.v1.ClipboardOffer.$Properties;
        }

        /**
         * Properties of a ClipboardRequest.
         * @deprecated Use farport.v1.ClipboardRequest.$Properties instead.
         */
        interface IClipboardRequest extends farport.v1.ClipboardRequest.$Properties {
        }

        /** Represents a ClipboardRequest. */
        class ClipboardRequest {

            /**
             * Constructs a new ClipboardRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ClipboardRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClipboardRequest kind. */
            kind: farport.v1.ClipboardKind;

            /**
             * Encodes the specified ClipboardRequest message. Does not implicitly {@link farport.v1.ClipboardRequest.verify|verify} messages.
             * @param message ClipboardRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ClipboardRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClipboardRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardRequest & farport.v1.ClipboardRequest.$Shape} ClipboardRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ClipboardRequest & farport.v1.ClipboardRequest.$Shape;
        }

        namespace ClipboardRequest {

            /** Properties of a ClipboardRequest. */
            interface $Properties {

                /** ClipboardRequest kind */
                kind?: (farport.v1.ClipboardKind|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClipboardRequest. */
            type $Shape = farport.v1.ClipboardRequest.$Properties;
        }

        /**
         * Properties of a ClipboardData.
         * @deprecated Use farport.v1.ClipboardData.$Properties instead.
         */
        interface IClipboardData extends farport.v1.ClipboardData.$Properties {
        }

        /** Represents a ClipboardData. */
        class ClipboardData {

            /**
             * Constructs a new ClipboardData.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ClipboardData.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClipboardData kind. */
            kind: farport.v1.ClipboardKind;

            /** ClipboardData more. */
            more: boolean;

            /** ClipboardData missing. */
            missing: boolean;

            /**
             * Encodes the specified ClipboardData message. Does not implicitly {@link farport.v1.ClipboardData.verify|verify} messages.
             * @param message ClipboardData message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ClipboardData.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClipboardData message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ClipboardData & farport.v1.ClipboardData.$Shape} ClipboardData
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ClipboardData & farport.v1.ClipboardData.$Shape;
        }

        namespace ClipboardData {

            /** Properties of a ClipboardData. */
            interface $Properties {

                /** ClipboardData kind */
                kind?: (farport.v1.ClipboardKind|null);

                /** ClipboardData more */
                more?: (boolean|null);

                /** ClipboardData missing */
                missing?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClipboardData. */
            type $Shape = farport.v1.ClipboardData.$Properties;
        }

        /**
         * Properties of a ControlFrame.
         * @deprecated Use farport.v1.ControlFrame.$Properties instead.
         */
        interface IControlFrame extends farport.v1.ControlFrame.$Properties {
        }

        /** Represents a ControlFrame. */
        class ControlFrame {

            /**
             * Constructs a new ControlFrame.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ControlFrame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ControlFrame hello. */
            hello?: (farport.v1.ControlHello.$Properties|null);

            /** ControlFrame welcome. */
            welcome?: (farport.v1.ControlWelcome.$Properties|null);

            /** ControlFrame ping. */
            ping?: (farport.v1.Ping.$Properties|null);

            /** ControlFrame pong. */
            pong?: (farport.v1.Pong.$Properties|null);

            /** ControlFrame error. */
            error?: (farport.v1.Error.$Properties|null);

            /** ControlFrame devices. */
            devices?: (farport.v1.DeviceList.$Properties|null);

            /** ControlFrame plugged. */
            plugged?: (farport.v1.DevicePlugged.$Properties|null);

            /** ControlFrame unplugged. */
            unplugged?: (farport.v1.DeviceUnplugged.$Properties|null);

            /** ControlFrame progress. */
            progress?: (farport.v1.DeviceProgress.$Properties|null);

            /** ControlFrame ticketRequest. */
            ticketRequest?: (farport.v1.TicketRequest.$Properties|null);

            /** ControlFrame attach. */
            attach?: (farport.v1.AttachOrder.$Properties|null);

            /** ControlFrame release. */
            release?: (farport.v1.ReleaseOrder.$Properties|null);

            /** ControlFrame body. */
            body?: ("hello"|"welcome"|"ping"|"pong"|"error"|"devices"|"plugged"|"unplugged"|"progress"|"ticketRequest"|"attach"|"release");

            /**
             * Encodes the specified ControlFrame message. Does not implicitly {@link farport.v1.ControlFrame.verify|verify} messages.
             * @param message ControlFrame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ControlFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ControlFrame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ControlFrame & farport.v1.ControlFrame.$Shape} ControlFrame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ControlFrame & farport.v1.ControlFrame.$Shape;
        }

        namespace ControlFrame {

            /** Properties of a ControlFrame. */
            interface $Properties {

                /** ControlFrame hello */
                hello?: (farport.v1.ControlHello.$Properties|null);

                /** ControlFrame welcome */
                welcome?: (farport.v1.ControlWelcome.$Properties|null);

                /** ControlFrame ping */
                ping?: (farport.v1.Ping.$Properties|null);

                /** ControlFrame pong */
                pong?: (farport.v1.Pong.$Properties|null);

                /** ControlFrame error */
                error?: (farport.v1.Error.$Properties|null);

                /** ControlFrame devices */
                devices?: (farport.v1.DeviceList.$Properties|null);

                /** ControlFrame plugged */
                plugged?: (farport.v1.DevicePlugged.$Properties|null);

                /** ControlFrame unplugged */
                unplugged?: (farport.v1.DeviceUnplugged.$Properties|null);

                /** ControlFrame progress */
                progress?: (farport.v1.DeviceProgress.$Properties|null);

                /** ControlFrame ticketRequest */
                ticketRequest?: (farport.v1.TicketRequest.$Properties|null);

                /** ControlFrame attach */
                attach?: (farport.v1.AttachOrder.$Properties|null);

                /** ControlFrame release */
                release?: (farport.v1.ReleaseOrder.$Properties|null);

                /** ControlFrame body */
                body?: ("hello"|"welcome"|"ping"|"pong"|"error"|"devices"|"plugged"|"unplugged"|"progress"|"ticketRequest"|"attach"|"release");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ControlFrame. */
            type $Shape = {
              hello?: farport.v1.ControlHello.$Shape|null;
              welcome?: farport.v1.ControlWelcome.$Shape|null;
              ping?: farport.v1.Ping.$Shape|null;
              pong?: farport.v1.Pong.$Shape|null;
              error?: farport.v1.Error.$Shape|null;
              devices?: farport.v1.DeviceList.$Shape|null;
              plugged?: farport.v1.DevicePlugged.$Shape|null;
              unplugged?: farport.v1.DeviceUnplugged.$Shape|null;
              progress?: farport.v1.DeviceProgress.$Shape|null;
              ticketRequest?: farport.v1.TicketRequest.$Shape|null;
              attach?: farport.v1.AttachOrder.$Shape|null;
              release?: farport.v1.ReleaseOrder.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "hello"; hello: farport.v1.ControlHello.$Shape; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "welcome"; hello?: null; welcome: farport.v1.ControlWelcome.$Shape; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "ping"; hello?: null; welcome?: null; ping: farport.v1.Ping.$Shape; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "pong"; hello?: null; welcome?: null; ping?: null; pong: farport.v1.Pong.$Shape; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "error"; hello?: null; welcome?: null; ping?: null; pong?: null; error: farport.v1.Error.$Shape; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "devices"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices: farport.v1.DeviceList.$Shape; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "plugged"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged: farport.v1.DevicePlugged.$Shape; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "unplugged"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged: farport.v1.DeviceUnplugged.$Shape; progress?: null; ticketRequest?: null; attach?: null; release?: null }|{ body?: "progress"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress: farport.v1.DeviceProgress.$Shape; ticketRequest?: null; attach?: null; release?: null }|{ body?: "ticketRequest"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest: farport.v1.TicketRequest.$Shape; attach?: null; release?: null }|{ body?: "attach"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach: farport.v1.AttachOrder.$Shape; release?: null }|{ body?: "release"; hello?: null; welcome?: null; ping?: null; pong?: null; error?: null; devices?: null; plugged?: null; unplugged?: null; progress?: null; ticketRequest?: null; attach?: null; release: farport.v1.ReleaseOrder.$Shape })
            );
        }

        /**
         * Properties of a ControlHello.
         * @deprecated Use farport.v1.ControlHello.$Properties instead.
         */
        interface IControlHello extends farport.v1.ControlHello.$Properties {
        }

        /** Represents a ControlHello. */
        class ControlHello {

            /**
             * Constructs a new ControlHello.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ControlHello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ControlHello version. */
            version: number;

            /** ControlHello capabilities. */
            capabilities: string[];

            /** ControlHello agent. */
            agent: string;

            /**
             * Encodes the specified ControlHello message. Does not implicitly {@link farport.v1.ControlHello.verify|verify} messages.
             * @param message ControlHello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ControlHello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ControlHello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ControlHello & farport.v1.ControlHello.$Shape} ControlHello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ControlHello & farport.v1.ControlHello.$Shape;
        }

        namespace ControlHello {

            /** Properties of a ControlHello. */
            interface $Properties {

                /** ControlHello version */
                version?: (number|null);

                /** ControlHello capabilities */
                capabilities?: (string[]|null);

                /** ControlHello agent */
                agent?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ControlHello. */
            type $Shape = farport.v1.ControlHello.$Properties;
        }

        /**
         * Properties of a ControlWelcome.
         * @deprecated Use farport.v1.ControlWelcome.$Properties instead.
         */
        interface IControlWelcome extends farport.v1.ControlWelcome.$Properties {
        }

        /** Represents a ControlWelcome. */
        class ControlWelcome {

            /**
             * Constructs a new ControlWelcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ControlWelcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ControlWelcome version. */
            version: number;

            /** ControlWelcome capabilities. */
            capabilities: string[];

            /** ControlWelcome agent. */
            agent: string;

            /** ControlWelcome clientName. */
            clientName: string;

            /**
             * Encodes the specified ControlWelcome message. Does not implicitly {@link farport.v1.ControlWelcome.verify|verify} messages.
             * @param message ControlWelcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ControlWelcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ControlWelcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ControlWelcome & farport.v1.ControlWelcome.$Shape} ControlWelcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ControlWelcome & farport.v1.ControlWelcome.$Shape;
        }

        namespace ControlWelcome {

            /** Properties of a ControlWelcome. */
            interface $Properties {

                /** ControlWelcome version */
                version?: (number|null);

                /** ControlWelcome capabilities */
                capabilities?: (string[]|null);

                /** ControlWelcome agent */
                agent?: (string|null);

                /** ControlWelcome clientName */
                clientName?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ControlWelcome. */
            type $Shape = farport.v1.ControlWelcome.$Properties;
        }

        /**
         * Properties of an InterfaceClass.
         * @deprecated Use farport.v1.InterfaceClass.$Properties instead.
         */
        interface IInterfaceClass extends farport.v1.InterfaceClass.$Properties {
        }

        /** Represents an InterfaceClass. */
        class InterfaceClass {

            /**
             * Constructs a new InterfaceClass.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.InterfaceClass.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InterfaceClass classCode. */
            classCode: number;

            /** InterfaceClass subclass. */
            subclass: number;

            /** InterfaceClass protocol. */
            protocol: number;

            /**
             * Encodes the specified InterfaceClass message. Does not implicitly {@link farport.v1.InterfaceClass.verify|verify} messages.
             * @param message InterfaceClass message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.InterfaceClass.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InterfaceClass message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.InterfaceClass & farport.v1.InterfaceClass.$Shape} InterfaceClass
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.InterfaceClass & farport.v1.InterfaceClass.$Shape;
        }

        namespace InterfaceClass {

            /** Properties of an InterfaceClass. */
            interface $Properties {

                /** InterfaceClass classCode */
                classCode?: (number|null);

                /** InterfaceClass subclass */
                subclass?: (number|null);

                /** InterfaceClass protocol */
                protocol?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InterfaceClass. */
            type $Shape = farport.v1.InterfaceClass.$Properties;
        }

        /**
         * Properties of a SeenDevice.
         * @deprecated Use farport.v1.SeenDevice.$Properties instead.
         */
        interface ISeenDevice extends farport.v1.SeenDevice.$Properties {
        }

        /** Represents a SeenDevice. */
        class SeenDevice {

            /**
             * Constructs a new SeenDevice.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.SeenDevice.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SeenDevice key. */
            key: string;

            /** SeenDevice vendorId. */
            vendorId: number;

            /** SeenDevice productId. */
            productId: number;

            /** SeenDevice deviceVersion. */
            deviceVersion: number;

            /** SeenDevice serial. */
            serial: string;

            /** SeenDevice portPath. */
            portPath: string;

            /** SeenDevice deviceClass. */
            deviceClass?: (farport.v1.InterfaceClass.$Properties|null);

            /** SeenDevice interfaces. */
            interfaces: farport.v1.InterfaceClass.$Properties[];

            /** SeenDevice manufacturer. */
            manufacturer: string;

            /** SeenDevice product. */
            product: string;

            /** SeenDevice speed. */
            speed: farport.v1.Speed;

            /** SeenDevice fresh. */
            fresh: boolean;

            /** SeenDevice fence. */
            fence: number;

            /**
             * Encodes the specified SeenDevice message. Does not implicitly {@link farport.v1.SeenDevice.verify|verify} messages.
             * @param message SeenDevice message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.SeenDevice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SeenDevice message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.SeenDevice & farport.v1.SeenDevice.$Shape} SeenDevice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.SeenDevice & farport.v1.SeenDevice.$Shape;
        }

        namespace SeenDevice {

            /** Properties of a SeenDevice. */
            interface $Properties {

                /** SeenDevice key */
                key?: (string|null);

                /** SeenDevice vendorId */
                vendorId?: (number|null);

                /** SeenDevice productId */
                productId?: (number|null);

                /** SeenDevice deviceVersion */
                deviceVersion?: (number|null);

                /** SeenDevice serial */
                serial?: (string|null);

                /** SeenDevice portPath */
                portPath?: (string|null);

                /** SeenDevice deviceClass */
                deviceClass?: (farport.v1.InterfaceClass.$Properties|null);

                /** SeenDevice interfaces */
                interfaces?: (farport.v1.InterfaceClass.$Properties[]|null);

                /** SeenDevice manufacturer */
                manufacturer?: (string|null);

                /** SeenDevice product */
                product?: (string|null);

                /** SeenDevice speed */
                speed?: (farport.v1.Speed|null);

                /** SeenDevice fresh */
                fresh?: (boolean|null);

                /** SeenDevice fence */
                fence?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SeenDevice. */
            type $Shape = farport.v1.SeenDevice.$Properties;
        }

        /**
         * Properties of a DeviceList.
         * @deprecated Use farport.v1.DeviceList.$Properties instead.
         */
        interface IDeviceList extends farport.v1.DeviceList.$Properties {
        }

        /** Represents a DeviceList. */
        class DeviceList {

            /**
             * Constructs a new DeviceList.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.DeviceList.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceList devices. */
            devices: farport.v1.SeenDevice.$Properties[];

            /** DeviceList more. */
            more: boolean;

            /**
             * Encodes the specified DeviceList message. Does not implicitly {@link farport.v1.DeviceList.verify|verify} messages.
             * @param message DeviceList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.DeviceList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceList message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.DeviceList & farport.v1.DeviceList.$Shape} DeviceList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.DeviceList & farport.v1.DeviceList.$Shape;
        }

        namespace DeviceList {

            /** Properties of a DeviceList. */
            interface $Properties {

                /** DeviceList devices */
                devices?: (farport.v1.SeenDevice.$Properties[]|null);

                /** DeviceList more */
                more?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceList. */
            type $Shape = farport.v1.DeviceList.$Properties;
        }

        /**
         * Properties of a DevicePlugged.
         * @deprecated Use farport.v1.DevicePlugged.$Properties instead.
         */
        interface IDevicePlugged extends farport.v1.DevicePlugged.$Properties {
        }

        /** Represents a DevicePlugged. */
        class DevicePlugged {

            /**
             * Constructs a new DevicePlugged.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.DevicePlugged.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DevicePlugged device. */
            device?: (farport.v1.SeenDevice.$Properties|null);

            /**
             * Encodes the specified DevicePlugged message. Does not implicitly {@link farport.v1.DevicePlugged.verify|verify} messages.
             * @param message DevicePlugged message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.DevicePlugged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DevicePlugged message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.DevicePlugged & farport.v1.DevicePlugged.$Shape} DevicePlugged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.DevicePlugged & farport.v1.DevicePlugged.$Shape;
        }

        namespace DevicePlugged {

            /** Properties of a DevicePlugged. */
            interface $Properties {

                /** DevicePlugged device */
                device?: (farport.v1.SeenDevice.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DevicePlugged. */
            type $Shape = farport.v1.DevicePlugged.$Properties;
        }

        /**
         * Properties of a DeviceUnplugged.
         * @deprecated Use farport.v1.DeviceUnplugged.$Properties instead.
         */
        interface IDeviceUnplugged extends farport.v1.DeviceUnplugged.$Properties {
        }

        /** Represents a DeviceUnplugged. */
        class DeviceUnplugged {

            /**
             * Constructs a new DeviceUnplugged.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.DeviceUnplugged.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceUnplugged key. */
            key: string;

            /**
             * Encodes the specified DeviceUnplugged message. Does not implicitly {@link farport.v1.DeviceUnplugged.verify|verify} messages.
             * @param message DeviceUnplugged message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.DeviceUnplugged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceUnplugged message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.DeviceUnplugged & farport.v1.DeviceUnplugged.$Shape} DeviceUnplugged
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.DeviceUnplugged & farport.v1.DeviceUnplugged.$Shape;
        }

        namespace DeviceUnplugged {

            /** Properties of a DeviceUnplugged. */
            interface $Properties {

                /** DeviceUnplugged key */
                key?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceUnplugged. */
            type $Shape = farport.v1.DeviceUnplugged.$Properties;
        }

        /** Progress enum. */
        enum Progress {

            /** PROGRESS_UNSPECIFIED value */
            PROGRESS_UNSPECIFIED = 0,

            /** PROGRESS_ATTACHED value */
            PROGRESS_ATTACHED = 1,

            /** PROGRESS_RECONNECTING value */
            PROGRESS_RECONNECTING = 2,

            /** PROGRESS_FAILED value */
            PROGRESS_FAILED = 3,

            /** PROGRESS_TAKEN_BACK value */
            PROGRESS_TAKEN_BACK = 4
        }

        /**
         * Properties of a DeviceProgress.
         * @deprecated Use farport.v1.DeviceProgress.$Properties instead.
         */
        interface IDeviceProgress extends farport.v1.DeviceProgress.$Properties {
        }

        /** Represents a DeviceProgress. */
        class DeviceProgress {

            /**
             * Constructs a new DeviceProgress.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.DeviceProgress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceProgress key. */
            key: string;

            /** DeviceProgress fence. */
            fence: number;

            /** DeviceProgress progress. */
            progress: farport.v1.Progress;

            /** DeviceProgress code. */
            code: string;

            /** DeviceProgress message. */
            message: string;

            /**
             * Encodes the specified DeviceProgress message. Does not implicitly {@link farport.v1.DeviceProgress.verify|verify} messages.
             * @param message DeviceProgress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.DeviceProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceProgress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.DeviceProgress & farport.v1.DeviceProgress.$Shape} DeviceProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.DeviceProgress & farport.v1.DeviceProgress.$Shape;
        }

        namespace DeviceProgress {

            /** Properties of a DeviceProgress. */
            interface $Properties {

                /** DeviceProgress key */
                key?: (string|null);

                /** DeviceProgress fence */
                fence?: (number|null);

                /** DeviceProgress progress */
                progress?: (farport.v1.Progress|null);

                /** DeviceProgress code */
                code?: (string|null);

                /** DeviceProgress message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceProgress. */
            type $Shape = farport.v1.DeviceProgress.$Properties;
        }

        /**
         * Properties of a TicketRequest.
         * @deprecated Use farport.v1.TicketRequest.$Properties instead.
         */
        interface ITicketRequest extends farport.v1.TicketRequest.$Properties {
        }

        /** Represents a TicketRequest. */
        class TicketRequest {

            /**
             * Constructs a new TicketRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.TicketRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TicketRequest key. */
            key: string;

            /** TicketRequest fence. */
            fence: number;

            /**
             * Encodes the specified TicketRequest message. Does not implicitly {@link farport.v1.TicketRequest.verify|verify} messages.
             * @param message TicketRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.TicketRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TicketRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.TicketRequest & farport.v1.TicketRequest.$Shape} TicketRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.TicketRequest & farport.v1.TicketRequest.$Shape;
        }

        namespace TicketRequest {

            /** Properties of a TicketRequest. */
            interface $Properties {

                /** TicketRequest key */
                key?: (string|null);

                /** TicketRequest fence */
                fence?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TicketRequest. */
            type $Shape = farport.v1.TicketRequest.$Properties;
        }

        /**
         * Properties of an AttachOrder.
         * @deprecated Use farport.v1.AttachOrder.$Properties instead.
         */
        interface IAttachOrder extends farport.v1.AttachOrder.$Properties {
        }

        /** Represents an AttachOrder. */
        class AttachOrder {

            /**
             * Constructs a new AttachOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.AttachOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AttachOrder key. */
            key: string;

            /** AttachOrder fence. */
            fence: number;

            /** AttachOrder vm. */
            vm: string;

            /** AttachOrder ticket. */
            ticket: string;

            /**
             * Encodes the specified AttachOrder message. Does not implicitly {@link farport.v1.AttachOrder.verify|verify} messages.
             * @param message AttachOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.AttachOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AttachOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.AttachOrder & farport.v1.AttachOrder.$Shape} AttachOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.AttachOrder & farport.v1.AttachOrder.$Shape;
        }

        namespace AttachOrder {

            /** Properties of an AttachOrder. */
            interface $Properties {

                /** AttachOrder key */
                key?: (string|null);

                /** AttachOrder fence */
                fence?: (number|null);

                /** AttachOrder vm */
                vm?: (string|null);

                /** AttachOrder ticket */
                ticket?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AttachOrder. */
            type $Shape = farport.v1.AttachOrder.$Properties;
        }

        /**
         * Properties of a ReleaseOrder.
         * @deprecated Use farport.v1.ReleaseOrder.$Properties instead.
         */
        interface IReleaseOrder extends farport.v1.ReleaseOrder.$Properties {
        }

        /** Represents a ReleaseOrder. */
        class ReleaseOrder {

            /**
             * Constructs a new ReleaseOrder.
             * @param [properties] Properties to set
             */
            constructor(properties?: farport.v1.ReleaseOrder.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReleaseOrder key. */
            key: string;

            /** ReleaseOrder fence. */
            fence: number;

            /** ReleaseOrder reason. */
            reason: string;

            /**
             * Encodes the specified ReleaseOrder message. Does not implicitly {@link farport.v1.ReleaseOrder.verify|verify} messages.
             * @param message ReleaseOrder message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: farport.v1.ReleaseOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReleaseOrder message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {farport.v1.ReleaseOrder & farport.v1.ReleaseOrder.$Shape} ReleaseOrder
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): farport.v1.ReleaseOrder & farport.v1.ReleaseOrder.$Shape;
        }

        namespace ReleaseOrder {

            /** Properties of a ReleaseOrder. */
            interface $Properties {

                /** ReleaseOrder key */
                key?: (string|null);

                /** ReleaseOrder fence */
                fence?: (number|null);

                /** ReleaseOrder reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReleaseOrder. */
            type $Shape = farport.v1.ReleaseOrder.$Properties;
        }
    }
}
