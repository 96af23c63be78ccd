import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace farport. */
export namespace farport {

    /** Namespace v1. */
    namespace v1 {

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
    }
}
